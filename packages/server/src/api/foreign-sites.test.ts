import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invite } from '../access/invitations.ts';
import { startServer, type TestServer } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { routes } from './routes.ts';
import { type ServedApp, servedApp } from './served-app.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-sites-'));
let server: TestServer;
let served: ServedApp;
let cookie: string;
const own = 'http://localhost';

beforeAll(async () => {
  const database = await openDatabase(join(folder, 'fineprint.db'));
  await migrate(database);
  server = await startServer(database);
  served = await servedApp(server);
  cookie = `__Host-fineprint=${await comeIn()}`;
});
afterAll(async () => {
  await served.stop();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function comeIn(): Promise<string> {
  const grants = [{ role: 'admin', groupId: null }] as const;
  const { code } = await server.means.database.write((writing) =>
    invite(writing, { name: `Ada ${server.clock.id()}`, grants }, { createdBy: 'test' }, server.clock),
  );
  const answer = await fetch(`${served.url}/welcome`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ code }),
  });
  const set = answer.headers.get('set-cookie') ?? '';
  expect(set).toMatch(/^__Host-fineprint=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  return /=(?<value>[^;]+)/.exec(set)?.groups?.value ?? '';
}

const asking = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
  const given = body === undefined ? {} : { body };
  return fetch(`${served.url}${path}`, { method, headers, redirect: 'manual', ...given });
};

test('another site changes nothing by the cookie of who visits it, whatever it sends and however', async () => {
  const senders: readonly Record<string, string>[] = [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: `${own}.elsewhere.example` },
    { origin: 'https://localhost' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    // Whoever sends neither is no browser, and has no cookie either.
    {},
  ];
  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
  ];
  const changing = routes.filter(({ method }) => method !== 'GET');
  for (const { method, url } of changing)
    for (const sender of senders)
      for (const type of types) {
        const path = `/api/v1${url.replaceAll(/:\w+/g, 'x')}?project=x`;
        const headers = { cookie, 'content-type': type, ...sender };
        const { status } = await asking(method, path, headers, '{"name":"x"}');
        expect([method, url, sender, type, status]).toEqual([method, url, sender, type, 403]);
      }
});

test('JSON is taken as JSON alone, also from this site', async () => {
  const headers = { cookie, origin: own };
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await asking(
      'POST',
      '/api/v1/groups',
      { ...headers, 'content-type': type },
      '{"name":"x"}',
    );
    expect([type, answer.status]).toEqual([type, 415]);
  }
  const right = { ...headers, 'content-type': 'application/json' };
  expect((await asking('POST', '/api/v1/groups', right, '{"name":"x"}')).status).toBe(201);
});

test('forms of pages are taken from this site alone', async () => {
  for (const sender of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', ...sender };
    expect((await asking('POST', '/leave', headers, 'x=1')).status).toBe(403);
    expect((await asking('POST', '/welcome', headers, 'code=x')).status).toBe(403);
  }
  expect((await asking('GET', '/api/v1/users', { cookie })).status).toBe(200);
});

test('nothing is shown in a frame, taken for another type, or kept on the way', async () => {
  for (const path of ['/welcome', '/nothing', '/api/v1/users', '/api/v1/nothing', '/api/v1/openapi.json']) {
    const { headers } = await asking('GET', path, { cookie, accept: 'text/html' });
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
    expect([path, headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
      path,
      'nosniff',
      'no-store',
    ]);
    expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null]);
  }
});

test('a cookie that another host could set is none: the name has to be that of this host, over TLS', async () => {
  const [, value = ''] = cookie.split('=');
  expect((await asking('GET', '/api/v1/users', { cookie: `fineprint=${value}` })).status).toBe(401);
  expect((await asking('GET', '/api/v1/users', { cookie: `__host-fineprint=${value}` })).status).toBe(401);
  expect((await asking('GET', '/api/v1/users', { cookie: `fineprint=x; ${cookie}` })).status).toBe(200);
});

test('a token in an address is none, and what is wrong is refused in one way', async () => {
  const token = await server.token('admin');
  for (const query of [`token=${token}`, `access_token=${token}`, `authorization=Bearer%20${token}`])
    expect((await asking('GET', `/api/v1/users?${query}`, {})).status).toBe(401);
  const [, id = '', secret = ''] = token.split('_');
  const others = (await server.token('viewer')).split('_');
  const wrong = [
    'fp_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_00000000',
    token.replace(id, others[1] ?? ''),
    token.replace(secret, others[2] ?? ''),
    token.slice(0, -1),
    `${token}x`,
    token.toUpperCase(),
    '',
    'x'.repeat(9_000),
  ];
  const said = new Set<string>();
  for (const each of wrong) {
    const answer = await asking('GET', '/api/v1/users', { authorization: `Bearer ${each}` });
    said.add(`${answer.status} ${await answer.text()} ${answer.headers.get('www-authenticate')}`);
  }
  expect(said.size).toBe(1);
  expect([...said][0]).toMatch(/^401 .*"unauthenticated".* Bearer$/);
});
