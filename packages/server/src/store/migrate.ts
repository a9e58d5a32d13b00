import { Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { migrations } from './migrations/index.ts';

/** The database is of a newer program, or a migration failed; the message says which, and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings the database to what this program expects. Migrations only add, so that an older program goes on beside a newer one;
 * a lock of the database lets one process at a time do it, and each migration is done wholly or not at all.
 */
export async function migrate({ read, dialect }: Database): Promise<readonly string[]> {
  const provider = { getMigrations: async () => migrations(dialect) };
  const { error, results = [] } = await new Migrator({ db: read, provider }).migrateToLatest();
  if (error !== undefined) {
    const said = error instanceof Error ? error.message : String(error);
    const cause = { cause: error };
    throw /previously executed migration/.test(said)
      ? new MigrationError(`The database was made by a newer Fineprint (${said}): install that.`, cause)
      : new MigrationError(`The database could not be brought up to date: ${said}`, cause);
  }
  return results.map(({ migrationName }) => migrationName);
}
