import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenBy } from './first-token.testkit.ts';
import { serve } from './serve.ts';
import { noPages, startServer } from './server.testkit.ts';
import { lostConnection } from './store/lost-connection.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open.ts';
import { startPostgres, type TestPostgres } from './store/postgres.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-cut-'));
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const sbom = (version: number) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version, components: [] });

/** Cuts all connections to a database, by a process of its own: this one learns of it from the next query, and not before. */
function cutAll(url: string): void {
  const program = `
    import pg from 'pg';
    const client = new pg.Client({ connectionString: ${JSON.stringify(url)} });
    await client.connect();
    await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    await client.end();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program]);
}

test('where all connections are cut between two requests, the next ones are answered as ever', async () => {
  const where = await postgres.database('cut');
  const database = await openDatabase(where);
  await migrate(database);
  const server = await startServer(database);
  const viewer = await server.token('viewer');
  const authorization = `Bearer ${await server.token('ingest')}`;
  // All connections that the pool may have.
  const manyReads = () =>
    Promise.all(Array.from({ length: 10 }, () => server.ask(viewer, 'GET', '/projects')));
  await manyReads();
  cutAll(where);
  expect((await manyReads()).map(({ status }) => status)).toEqual(Array(10).fill(200));
  await manyReads();
  cutAll(where);
  // Nothing was asked since: the transaction finds a dead connection.
  await database.write((writing) =>
    writing.insertInto('projectGroup').values({ uid: 'x', name: 'x', createdAt: 0 }).execute(),
  );
  cutAll(where);
  const headers = { authorization, 'content-type': 'application/json' };
  const upload = { method: 'POST', url: '/api/v1/reports?project=p', headers, payload: sbom(1) } as const;
  expect((await server.app.inject(upload)).statusCode).toBe(202);
  expect(server.failures).toEqual([]);
  await server.close();
});

test('a query that ends its connection each time is asked twice, and a transaction that had begun once', async () => {
  const database = await openDatabase(await postgres.database('deadly'));
  await sql`create sequence asked`.execute(database.read);
  const deadly = sql`select nextval('asked'), pg_terminate_backend(pg_backend_pid(), 5000)`;
  const asked = async () =>
    (await sql<{ lastValue: number }>`select last_value from asked`.execute(database.read)).rows[0]
      ?.lastValue;
  await expect(deadly.execute(database.read)).rejects.toSatisfy(lostConnection);
  expect(await asked()).toBe(2);
  await expect(database.write((writing) => deadly.execute(writing))).rejects.toSatisfy(lostConnection);
  expect(await asked()).toBe(3);
  await expect(database.read.transaction().execute((reading) => deadly.execute(reading))).rejects.toSatisfy(
    lostConnection,
  );
  expect(await asked()).toBe(4);
  await database.close();
});

test('where the database ends and comes back, what was accepted is there once and taken in', async () => {
  const where = await postgres.database('halted');
  const server = await serve({
    data: join(folder, 'data'),
    host: '127.0.0.1',
    port: 0,
    databaseUrl: where,
    pages: noPages,
    limits: { requests: Number.MAX_SAFE_INTEGER, uploads: Number.MAX_SAFE_INTEGER },
    failed: () => undefined,
  });
  const headers = { authorization: `Bearer ${await tokenBy(server)}`, 'content-type': 'application/json' };
  const accepted = new Set<string>();
  const answers: { readonly status: number; readonly retryAfter: string | null }[] = [];
  let sent = 0;
  const send = async () => {
    const number = ++sent;
    const url = `${server.url}/api/v1/reports?project=p${number % 7}`;
    const answer = await fetch(url, { method: 'POST', headers, body: sbom(number) });
    const { id } = (await answer.json()) as { id: string };
    answers.push({ status: answer.status, retryAfter: answer.headers.get('retry-after') });
    if (answer.status === 202) accepted.add(id);
    return answer.status;
  };
  const sendUntil = async (isEnough: () => boolean) => {
    const sender = async () => {
      while (!isEnough()) await send();
    };
    await Promise.all([sender(), sender(), sender()]);
  };
  await sendUntil(() => accepted.size >= 10);
  const refused = () => answers.filter(({ status }) => status === 503).length;
  await Promise.all([postgres.halt(), sendUntil(() => refused() >= 5)]);
  expect((await fetch(`${server.url}/api/v1/projects`, { headers })).status).toBe(503);
  const before = accepted.size;
  await Promise.all([postgres.start(), sendUntil(() => accepted.size >= before + 10)]);
  expect(new Set(answers.map(({ status, retryAfter }) => `${status} ${retryAfter}`))).toEqual(
    new Set(['202 null', '503 5']),
  );

  const client = new pg.Client({ connectionString: where });
  await client.connect();
  // A worker that could not write what became of its task is dead to the queue; that takes half a minute, for which nobody waits.
  await client.query(
    `update queue.job set heartbeat_on = now() - interval '1 hour'
     where state = 'active' and started_on < pg_postmaster_start_time()`,
  );
  const states = async () => (await client.query('select uid, state, failure from report')).rows;
  const isQueued = ({ state }: { state: string }) => state === 'queued';
  for (let rows = await states(); rows.some(isQueued); rows = await states())
    await fetch(`${server.url}/api/v1/projects`, { headers });
  const rows = await states();
  const all = rows.map(({ uid, state }) => [uid, state]);
  expect(all).toEqual(expect.arrayContaining([...accepted].map((id) => [id, 'processed'])));
  expect(rows.filter(({ state }) => state !== 'processed')).toEqual([]);
  await client.end();
  await server.stop(10_000);
}, 60_000);
