import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AppSettings } from '../api/app.ts';
import { type ServedApp, servedApp } from '../api/served-app.testkit.ts';
import { startServer, type TestServer } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';

let server: TestServer;
let served: ServedApp;
let folder: string;
afterEach(async () => {
  await served.stop();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function started(settings: AppSettings) {
  folder = mkdtempSync(join(tmpdir(), 'fineprint-limits-'));
  const database = await openDatabase(join(folder, 'fineprint.db'));
  await migrate(database);
  server = await startServer(database);
  served = await servedApp(server, settings);
}

/** The statuses of so many requests. */
async function statuses(times: number, path: string, init: () => RequestInit): Promise<readonly number[]> {
  const all: number[] = [];
  for (let index = 0; index < times; index += 1)
    all.push((await fetch(`${served.url}${path}`, { redirect: 'manual', ...init() })).status);
  return all;
}

const by = (token: string, more: Record<string, string> = {}) => ({
  headers: { authorization: `Bearer ${token}`, ...more },
});

test('who asks too often is told when to ask again, and nobody else is', async () => {
  await started({ limits: { requests: 3 } });
  const [one, two] = [await server.token('viewer'), await server.token('viewer')];
  expect(await statuses(4, '/api/v1/projects', () => by(one))).toEqual([200, 200, 200, 429]);
  const answer = await fetch(`${served.url}/api/v1/projects`, by(one));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    429,
    expect.stringContaining('application/problem+json'),
  ]);
  const wait = Number(answer.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect((await answer.json()) as object).toMatchObject({ type: 'too-many-requests', status: 429 });
  // From one address, all share its budget.
  expect(await statuses(1, '/api/v1/projects', () => by(two))).toEqual([429]);
});

test('a token has one budget wherever it is used, and an address is the one that a trusted proxy tells', async () => {
  await started({ limits: { requests: 3 }, trustedProxies: '127.0.0.1' });
  const [one, two] = [await server.token('viewer'), await server.token('viewer')];
  const from = (token: string, address: string) => () => by(token, { 'x-forwarded-for': address });
  expect(await statuses(2, '/api/v1/projects', from(one, '203.0.113.1'))).toEqual([200, 200]);
  expect(await statuses(2, '/api/v1/projects', from(one, '203.0.113.2'))).toEqual([200, 429]);
  expect(await statuses(1, '/api/v1/projects', from(two, '203.0.113.1'))).toEqual([200]);
  expect(await statuses(1, '/api/v1/projects', from(two, '203.0.113.1'))).toEqual([429]);
  // What stands before the proxy's own word is whoever asks saying so.
  expect(await statuses(1, '/api/v1/projects', from(two, '198.51.100.7, 203.0.113.1'))).toEqual([429]);
});

test('without a trusted proxy nobody says who they are', async () => {
  await started({ limits: { requests: 2 } });
  const tokens = await Promise.all([1, 2, 3].map(() => server.token('viewer')));
  const all: number[] = [];
  for (const [index, token] of tokens.entries())
    all.push(
      ...(await statuses(1, '/api/v1/projects', () =>
        by(token, { 'x-forwarded-for': `203.0.113.${index}` }),
      )),
    );
  expect(all).toEqual([200, 200, 429]);
});

test('uploads and reading have budgets of their own', async () => {
  await started({ limits: { requests: 2, uploads: 2 } });
  const [ingest, viewer] = [await server.token('ingest'), await server.token('viewer')];
  const upload = () => ({
    method: 'POST',
    body: '{"bomFormat":"CycloneDX","specVersion":"1.6"}',
    ...by(ingest, { 'content-type': 'application/json' }),
  });
  expect(await statuses(3, '/api/v1/reports?project=p', upload)).toEqual([202, 202, 429]);
  expect(await statuses(3, '/api/v1/projects', () => by(viewer))).toEqual([200, 200, 429]);
});

test('guesses of tokens, links and log-ins are few; who shows a token that is known is not kept waiting', async () => {
  await started({ limits: { attempts: 3 } });
  const wrong = () => by('fp_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_00000000');
  expect(await statuses(5, '/api/v1/projects', wrong)).toEqual([401, 401, 401, 429, 429]);
  const viewer = await server.token('viewer');
  expect(await statuses(1, '/api/v1/projects', () => by(viewer))).toEqual([200]);
  const guess = () => ({ method: 'POST', body: new URLSearchParams({ code: 'guess' }) });
  expect(await statuses(1, '/welcome', guess)).toEqual([429]);
});

test('links are guessed no more often than that', async () => {
  await started({ limits: { attempts: 3 } });
  const guess = () => ({ method: 'POST', body: new URLSearchParams({ code: 'guess' }) });
  expect(await statuses(5, '/welcome', guess)).toEqual([403, 403, 403, 429, 429]);
});
