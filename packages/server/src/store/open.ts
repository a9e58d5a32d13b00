import type { Database } from './database.ts';

/** Opens the database that a `postgres://` URL or, for SQLite, a file names. */
export async function openDatabase(where: string): Promise<Database> {
  if (/^postgres(?:ql)?:\/\//.test(where)) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(where);
  }
  const { openSqlite } = await import('./sqlite.ts');
  return openSqlite(where);
}
