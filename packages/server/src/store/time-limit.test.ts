import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemAnswer } from '../api/answer-problem.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { startPostgres, type TestPostgres } from './postgres.testkit.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { TookTooLong, tookTooLong } from './took-too-long.ts';

const timeLimitMs = 300;
const folder = mkdtempSync(join(tmpdir(), 'fineprint-time-limit-'));
let postgres: TestPostgres;
let count = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

// It counts for hours.
const endless = sql`with recursive n(x) as (select 1 union all select x + 1 from n where x < 1000000000000) select count(*) from n`;

async function opened(dialect: string): Promise<Database> {
  const database =
    dialect === 'SQLite'
      ? openSqlite(join(folder, 'limited.db'), { readers: 2, timeLimitMs })
      : openPostgres(await postgres.database(`limited${++count}`), { timeLimitMs });
  await migrate(database);
  return database;
}

describe.each(['SQLite', 'PostgreSQL'])('Queries of %s', (dialect) => {
  test('end within their time, while others are answered, and more of them come after', async () => {
    const database = await opened(dialect);
    const group = (name: string) =>
      database.write((writing) =>
        writing.insertInto('projectGroup').values({ uid: name, name, createdAt: 0 }).execute(),
      );
    const groups = () => database.read.selectFrom('projectGroup').select('name').execute();
    for (const name of ['a', 'b', 'c']) {
      const slow = endless.execute(database.read).then(
        () => 'answered',
        (cause) => tookTooLong(cause),
      );
      await group(name);
      expect((await groups()).at(-1)).toEqual({ name });
      expect(await slow).toBe(true);
    }
    await database.close();
  });

  test('are answered in turn where more are asked at once than there are to answer', async () => {
    const database = await opened(dialect);
    const asked = Array.from({ length: 50 }, (_, index) =>
      sql<{ number: number }>`select ${sql.lit(index)} as number`.execute(database.read),
    );
    const answers = (await Promise.all(asked)).map(({ rows }) => rows[0]?.number);
    expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => index));
    await database.close();
  });

  test('see one state of the database within a transaction', async () => {
    const database = await opened(dialect);
    const names = (from: Database['read']) => from.selectFrom('projectGroup').select('name').execute();
    await database.read
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (reading) => {
        const before = await names(reading);
        await database.write((writing) =>
          writing.insertInto('projectGroup').values({ uid: 'late', name: 'late', createdAt: 0 }).execute(),
        );
        expect(await names(reading)).toEqual(before);
      });
    expect((await names(database.read)).at(-1)).toEqual({ name: 'late' });
    await database.close();
  });
});

test('processes that read go on until their server has ended, whoever else is told to end', async () => {
  const database = await opened('SQLite');
  await database.close();
  const entry = fileURLToPath(new URL('./reader-process-entry.ts', import.meta.url));
  const child = fork(entry, [join(folder, 'limited.db')], { execArgv: [] });
  await once(child, 'message');
  child.kill('SIGTERM');
  child.kill('SIGINT');
  const answer = once(child, 'message');
  child.send({ sql: 'select 1 as one', parameters: [] });
  expect(await answer).toEqual([{ rows: [{ one: 1 }] }, undefined]);
  const end = once(child, 'exit');
  child.disconnect();
  expect(await end).toEqual([0, null]);
});

test('processes that read cannot write', async () => {
  const database = await opened('SQLite');
  const writing = database.read.insertInto('projectGroup').values({ uid: 'x', name: 'x', createdAt: 0 });
  await expect(writing.execute()).rejects.toThrow('readonly');
  await database.close();
});

test('who asks for more than can be answered in time is told so', async () => {
  const app = Fastify();
  const failures: unknown[] = [];
  app.setErrorHandler(problemAnswer({ failed: (cause) => failures.push(cause) }));
  app.get('/', async () => {
    throw new TookTooLong(10_000);
  });
  const answer = await app.inject('/');
  expect([answer.statusCode, answer.headers['content-type'], answer.json(), failures]).toEqual([
    504,
    'application/problem+json',
    {
      type: 'took-too-long',
      status: 504,
      title: 'The answer would take too long: ask for less.',
      detail: 'Ask for a shorter page ("limit"), or for a narrower part of it.',
    },
    [],
  ]);
});
