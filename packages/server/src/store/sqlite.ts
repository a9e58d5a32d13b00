import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, type Dialect, Kysely, SqliteDialect, sql } from 'kysely';
import type { Database, OpenOptions, Writing } from './database.ts';
import { keptStatements } from './kept-statements.ts';
import { readsApart } from './reads-apart.ts';
import type { Tables } from './tables.ts';
import { telling } from './telling.ts';

/**
 * Opens a SQLite file, and makes it where there is none. What is committed survives a loss of power (WAL, full sync). Reads have
 * connections of their own, so that none waits for a write: one in this process, or processes that are told how long one may take.
 */
export function openSqlite(
  file: string,
  { readers = 0, timeLimitMs, ended }: OpenOptions & { readonly timeLimitMs: number },
): Database {
  const kyselyOf = (dialect: Dialect) =>
    new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()], ...telling(ended) });
  const writer = connect(file);
  const db = kyselyOf(new SqliteDialect({ database: keptStatements(writer) }));
  const read = kyselyOf(
    readers > 0
      ? readsApart(file, { processes: readers, timeLimitMs })
      : new SqliteDialect({ database: keptStatements(connect(file)) }),
  );
  const write = <T>(work: (writing: Writing) => Promise<T>) =>
    db.connection().execute((connection) => immediately(connection, work, () => writer.inTransaction));
  return {
    dialect: 'sqlite',
    read,
    write,
    // SQLite takes back changes of the schema like others.
    upgrade: write,
    close: async () => {
      await read.destroy();
      await db.destroy();
    },
  };
}

function connect(file: string): Sqlite.Database {
  const connection = new Sqlite(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // Waiting within SQLite would stop the whole process; `immediately` waits outside of it.
  connection.pragma('busy_timeout = 0');
  connection.pragma('cache_size = -32768');
  return connection;
}

const longestWaitMs = 30_000;
const stepMs = 5;

/** Takes the right to write before the first query: one that is taken later fails if others wrote meanwhile. */
async function immediately<T>(
  connection: Kysely<Tables>,
  work: (writing: Writing) => Promise<T>,
  isInTransaction: () => boolean,
): Promise<T> {
  for (let waited = 0; ; waited += stepMs) {
    try {
      await sql`begin immediate`.execute(connection);
      break;
    } catch (cause) {
      if (!isBusy(cause) || waited >= longestWaitMs) throw cause;
      await delay(stepMs);
    }
  }
  try {
    // Kysely knows transactions that it began itself; this one differs in its first word alone.
    const answer = await work(connection as Writing);
    await sql`commit`.execute(connection);
    return answer;
  } catch (cause) {
    // Where the disk is full, SQLite has taken it back itself.
    if (isInTransaction()) await sql`rollback`.execute(connection);
    throw cause;
  }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof Sqlite.SqliteError && cause.code.startsWith('SQLITE_BUSY');
}
