import { UsageError } from 'fineprint/program';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { migrations } from './migrations/index.ts';

/** The migrations of this program that the database does not have. */
export async function missingMigrations({ read, dialect }: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(read);
  const made = new Set(rows.map(({ name }) => name));
  return Object.keys(migrations(dialect)).filter((name) => !made.has(name));
}

/**
 * Brings the database to what this program expects. Migrations only add, so that an older program goes on beside a newer one;
 * a lock of the database lets one process at a time do it, and each migration is done wholly or not at all.
 * Throws a `UsageError` where the database is of a newer program, or a migration failed.
 */
export function migrate(database: Database, all = migrations(database.dialect)): Promise<readonly string[]> {
  const provider = { getMigrations: async () => all };
  return database.upgrade(async (db) => {
    const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) {
      const said = error instanceof Error ? error.message : String(error);
      const cause = { cause: error };
      throw /previously executed migration/.test(said)
        ? new UsageError(`The database was made by a newer Fineprint (${said}): install that.`, cause)
        : new UsageError(`The database could not be brought up to date: ${said}`, cause);
    }
    return results.map(({ migrationName }) => migrationName);
  });
}
