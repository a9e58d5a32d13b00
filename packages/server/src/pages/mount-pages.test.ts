import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cookieName } from '../access/cookie.ts';
import { endSession, startSession } from '../access/sessions.ts';
import { buildApp } from '../api/app.ts';
import { noPages, startServer, type TestServer } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import type { Pages } from './page.ts';

let folder: string;
let server: TestServer;
let app: FastifyInstance;
let lookedUp = 0;
const pages: Pages = {
  ...noPages,
  pages: [
    {
      url: '/away',
      render: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })),
    },
    { url: '/wrong', render: () => Promise.reject(new Error('a secret')) },
    {
      url: '/asking',
      render: async (_request, api) => {
        const asked = await Promise.all([api.get('/me'), api.get('/projects'), api.get('/groups')]);
        return () => String(asked.length);
      },
    },
  ],
  forms: [
    { url: '/form', perform: async ({ fields }) => `/${fields.text?.length}` },
    { url: '/of-the-known', perform: (_request, api) => api.post('/decisions', {}) },
  ],
  welcome:
    ({ unsent }) =>
    () =>
      JSON.stringify(unsent),
  problem:
    ({ status, detail }) =>
    () =>
      `${status} ${detail}`,
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fineprint-mounted-'));
  lookedUp = 0;
  const database = await openDatabase(join(folder, 'fineprint.db'), {
    ended: ({ query }) => {
      if (/from "session"/.test(query.sql)) lookedUp += 1;
    },
  });
  await migrate(database);
  server = await startServer(database);
  app = await buildApp(server.means, pages);
});
afterEach(async () => {
  await app.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function posted(type: string, body: string) {
  const answer = await app.inject({
    method: 'POST',
    url: '/form',
    headers: { 'content-type': type },
    body,
  });
  return [answer.statusCode, answer.headers.location ?? answer.body];
}

test('whoever looks is looked up once for a page, and again for the next', async () => {
  const { database, clock } = server.means;
  const cookie = await database.write(async (writing) => {
    const user = { uid: 'ada', name: 'Ada', createdAt: 0 };
    const { id } = await writing.insertInto('user').values(user).returning('id').executeTakeFirstOrThrow();
    await writing.insertInto('userRole').values({ userId: id, role: 'viewer', groupId: null }).execute();
    return startSession(writing, id, clock);
  });
  const look = () =>
    app.inject({ url: '/asking', cookies: { [cookieName(server.means.publicOrigin())]: cookie } });
  for (const pages of [1, 2]) {
    const { statusCode, body } = await look();
    expect([statusCode, body, lookedUp]).toEqual([200, '3', pages]);
  }
  await database.write((writing) => endSession(writing, cookie));
  expect((await look()).statusCode).toBe(401);
});

test('a form that is none is refused as such, and is no failure of the server', async () => {
  const form = 'application/x-www-form-urlencoded';
  expect(await posted('text/plain', 'text=a')).toEqual([415, expect.stringContaining('415 Unsupported')]);
  expect(await posted(form, `text=${'%E0%A4%95'.repeat(200_000)}`)).toEqual([303, '/200000']);
  expect(await posted(form, `text=${'a'.repeat(3_000_000)}`)).toEqual([413, expect.stringContaining('413')]);
  expect(server.failures).toEqual([]);
});

test('a page that cannot be had now says so and when to ask again; what is a defect is told to whoever runs the server alone', async () => {
  const away = await app.inject('/away');
  expect([away.statusCode, away.headers['retry-after'], away.body]).toEqual([
    503,
    '5',
    expect.stringContaining('Ask again in a while.'),
  ]);
  const wrong = await app.inject('/wrong');
  expect([wrong.statusCode, wrong.body]).toEqual([500, expect.not.stringContaining('secret')]);
  expect(server.failures.map(String)).toEqual(['Error: gone', 'Error: a secret']);
});

test('what somebody filled in whose session ended is in the page that answers; what another site filled in is not', async () => {
  const sent = async (origin: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/of-the-known',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
      body: 'reason=Asked+legal.%0D%0AThey+agree.',
    });
    return [answer.statusCode, answer.body];
  };
  const kept = { action: '/of-the-known', fields: { reason: 'Asked legal.\r\nThey agree.' } };
  expect(await sent('http://localhost')).toEqual([401, JSON.stringify(kept)]);
  expect((await sent('https://other.example')).join(' ')).not.toContain('legal');
});
