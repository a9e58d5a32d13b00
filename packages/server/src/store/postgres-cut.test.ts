import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from './postgres.testkit.ts';
import { openPostgres } from './postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

test('a read whose connection is cut amid it is answered by another one', async () => {
  const url = await postgres.database('reads');
  const database = openPostgres(url, { connections: 3, timeLimitMs: 10_000 });
  const holder = await connected(url);
  await holder.query('select pg_advisory_lock(1)');
  const read = () =>
    sql<{ one: number }>`select 1 as one from pg_advisory_lock_shared(1)`.execute(database.read);
  const reads = [read(), read(), read()];
  const waiting = `from pg_stat_activity where wait_event = 'advisory'`;
  for (let count = 0; count < 3; )
    count = Number((await holder.query(`select count(*) as count ${waiting}`)).rows[0].count);
  await holder.query(`select pg_terminate_backend(pid) ${waiting}`);
  await holder.query('select pg_advisory_unlock(1)');
  expect((await Promise.all(reads)).flatMap(({ rows }) => rows)).toEqual([
    { one: 1 },
    { one: 1 },
    { one: 1 },
  ]);
  await holder.end();
  await database.close();
});
