import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { startPostgres, type TestPostgres } from './postgres.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-migrate-'));
let postgres: TestPostgres;
let count = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const places = {
  SQLite: async () => join(folder, `${++count}.db`),
  PostgreSQL: () => postgres.database(`migrate${++count}`),
};
const dying = fileURLToPath(new URL('./dying-migration.testkit.ts', import.meta.url));

describe.each(['SQLite', 'PostgreSQL'] as const)('Migrations of %s', (dialect) => {
  const empty = places[dialect];
  const all = Object.keys(migrations(dialect === 'SQLite' ? 'sqlite' : 'postgres'));

  test('that are killed midway are made by the next one, as if there had been none', async () => {
    const where = await empty();
    const { signal, stderr } = spawnSync(process.execPath, [dying, where], { encoding: 'utf8' });
    expect([signal, stderr]).toEqual(['SIGKILL', '']);
    const database = await openDatabase(where);
    expect(await migrate(database)).toEqual(all);
    const tables = await database.read.introspection.getTables();
    expect(tables.map(({ name }) => name)).toContain('report');
    expect(tables.map(({ name }) => name)).not.toContain('half');
    expect(await database.read.selectFrom('project').selectAll().execute()).toEqual([]);
    await database.close();
  });

  test('that fail leave nothing, and say so', async () => {
    const database = await openDatabase(await empty());
    const failing = migrate(database, {
      ...migrations(database.dialect),
      '9999-failing': {
        up: async (db) => {
          await db.schema.createTable('half').addColumn('id', 'integer').execute();
          throw new Error('the disk is full');
        },
      },
    });
    await expect(failing).rejects.toThrow('The database could not be brought up to date: the disk is full');
    expect(await migrate(database)).toEqual(all);
    await database.close();
  });

  test('of a newer program make an older one refuse', async () => {
    const where = await empty();
    const newer = await openDatabase(where);
    await migrate(newer, { ...migrations(newer.dialect), '9999-later': { up: async () => undefined } });
    const older = await openDatabase(where);
    await expect(migrate(older)).rejects.toThrow(/^The database was made by a newer Fineprint .*9999-later/);
    // One that runs already goes on: migrations only add.
    expect(await older.read.selectFrom('project').selectAll().execute()).toEqual([]);
    await Promise.all([newer.close(), older.close()]);
  });

  test('are made once by servers that start at the same time', async () => {
    for (let round = 0; round < 3; round += 1) {
      const where = await empty();
      const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase(where)));
      const made = await Promise.all(databases.map((each) => migrate(each)));
      expect(made.filter(({ length }) => length > 0)).toEqual([all]);
      await Promise.all(databases.map(({ close }) => close()));
    }
  });
});

test('Migrations of PostgreSQL may take longer than a query may', async () => {
  const database = await openDatabase(await places.PostgreSQL());
  const limit = sql<{ statementTimeout: string }>`show statement_timeout`;
  expect(await database.upgrade(async (schema) => (await limit.execute(schema)).rows)).toEqual([
    { statementTimeout: '0' },
  ]);
  expect((await limit.execute(database.read)).rows).toEqual([{ statementTimeout: '10s' }]);
  await database.close();
});
