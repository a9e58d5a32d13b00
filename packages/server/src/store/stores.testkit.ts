import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Database, OpenOptions } from './database.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { startPostgres, type TestPostgres } from './postgres.testkit.ts';

/** Opens an empty, migrated database of one dialect; each call gives another. */
export type Open = (
  options?: OpenOptions,
) => Promise<{ readonly database: Database; readonly where: string }>;

/** Describes what both stores have to do: runs the same tests on SQLite and on a real PostgreSQL. */
export function describeStores(title: string, tests: (open: Open) => void): void {
  describe(`${title}, SQLite`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'fineprint-sqlite-'));
    let count = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    tests(async (options) => opened(join(folder, `${++count}.db`), options));
  });
  describe(`${title}, PostgreSQL`, () => {
    let server: TestPostgres;
    let count = 0;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    tests(async (options) => opened(await server.database(`test${++count}`), options));
  });
}

async function opened(where: string, options: OpenOptions = {}) {
  const database = await openDatabase(where, options);
  await migrate(database);
  return { database, where };
}
