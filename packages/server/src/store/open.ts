import type { Database, OpenOptions } from './database.ts';

/** For how long a read may take where others wait for its answer. */
const readTimeLimitMs = 10_000;

/**
 * Opens the database that a `postgres://` URL or, for SQLite, a file names. Every query of PostgreSQL ends within the limit; of
 * SQLite reads do, where `readers` are given: so many processes that do nothing else.
 */
export async function openDatabase(where: string, options: OpenOptions = {}): Promise<Database> {
  if (/^postgres(?:ql)?:\/\//.test(where)) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(where, { ...options, timeLimitMs: readTimeLimitMs });
  }
  const { openSqlite } = await import('./sqlite.ts');
  return openSqlite(where, { ...options, timeLimitMs: readTimeLimitMs });
}
