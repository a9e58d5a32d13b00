import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Reading } from './database.ts';
import { migrate } from './migrate.ts';
import { startPostgres, type TestPostgres } from './postgres.testkit.ts';
import { openPostgres } from './postgres.ts';

let postgres: TestPostgres;
let database: Database;
let count = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  const url = await postgres.database(`prepared${++count}`);
  // One connection, so that it is known which one has prepared what.
  database = openPostgres(url, { connections: 1, timeLimitMs: 10_000 });
  await migrate(database);
  await database.write((writing) =>
    writing.insertInto('projectGroup').values({ uid: 'one', name: 'one', createdAt: 0 }).execute(),
  );
});
afterEach(() => database.close());

function one(reading: Reading) {
  return reading.selectFrom('projectGroup').where('uid', '=', 'one').selectAll().executeTakeFirst();
}

/** What was prepared since the tables were made. */
async function prepared(): Promise<readonly string[]> {
  const { rows } = await sql<{
    statement: string;
  }>`select statement from pg_prepared_statements where statement like '%from "project_group"%'`.execute(
    database.read,
  );
  return rows.map(({ statement }) => statement);
}

test('what is asked a second time is prepared, unless it is of a list', async () => {
  await one(database.read);
  expect(await prepared()).toEqual([]);
  for (let again = 0; again < 3; again += 1) {
    await one(database.read);
    await database.read.selectFrom('projectGroup').where('uid', 'in', ['one', 'two']).selectAll().execute();
  }
  expect(await prepared()).toEqual([expect.stringContaining('where "uid" = $1')]);
});

describe.each([
  ['on a connection that has prepared nothing', sql`deallocate all`],
  ['after a newer server has changed a table', sql`alter table project_group add column more integer`],
])('%s', (_case, lose) => {
  test.each([
    ['reads', () => one(database.read)],
    ['writes', () => database.write(one)],
  ])('%s are done all the same, and nothing is prepared any more', async (_use, use) => {
    for (let again = 0; again < 3; again += 1) await use();
    expect(await prepared()).toHaveLength(1);
    await lose.execute(database.read);
    for (let again = 0; again < 3; again += 1) expect(await use()).toMatchObject({ name: 'one' });
    await sql`deallocate all`.execute(database.read);
    for (let again = 0; again < 3; again += 1) expect(await use()).toMatchObject({ name: 'one' });
    expect(await prepared()).toEqual([]);
  });
});
