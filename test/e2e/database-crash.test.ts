import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pages } from '@fineprint/web';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../packages/server/src/store/postgres.testkit.ts';
import { firstToken, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-crash-'));
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres({ isDurable: true });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

test('a database that crashes and comes back loses nothing that was accepted, and everything goes on', async () => {
  const url = await postgres.database('crash');
  const told: unknown[] = [];
  const server = await served(folder, { pages, databaseUrl: url, failed: (cause) => told.push(cause) });
  const token = await firstToken(server);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const accepted: string[] = [];
  const send = async () => {
    const components = [{ type: 'library', name: `part-${accepted.length}`, version: '1.0.0' }];
    const body = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
    const path = `${server.url}/api/v1/reports?project=p${accepted.length}`;
    const answer = await fetch(path, { method: 'POST', headers, body });
    const { id } = (await answer.json()) as { id: string };
    if (answer.status === 202) accepted.push(id);
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') };
  };
  for (let count = 0; count < 5; count += 1) expect((await send()).status).toBe(202);
  await postgres.crash();
  expect(await send()).toEqual({ status: 503, retryAfter: '5' });
  expect((await fetch(`${server.url}/api/v1/projects`, { headers })).status).toBe(503);
  await postgres.startAgain();
  // What was connected finds out at its next query.
  for (let status = 503; status !== 202; ) status = (await send()).status;
  for (let count = 0; count < 5; count += 1) expect((await send()).status).toBe(202);
  const states = await Promise.all(
    accepted.map(async (id) => {
      for (;;) {
        const answer = await fetch(`${server.url}/api/v1/reports/${id}`, { headers });
        expect(answer.status).toBe(200);
        const { state } = (await answer.json()) as { state: string };
        if (state !== 'queued') return state;
      }
    }),
  );
  expect(states).toEqual(accepted.map(() => 'processed'));
  const reader = new pg.Client({ connectionString: url });
  await reader.connect();
  expect((await reader.query('select count(*)::int as count from report')).rows).toEqual([
    { count: accepted.length },
  ]);
  await reader.end();
  expect(told.length).toBeGreaterThan(0);
  await server.stop(10_000);
});
