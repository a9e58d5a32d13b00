import { CamelCasePlugin, type Dialect, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database, OpenOptions } from './database.ts';
import { readingPool } from './reading-pool.ts';
import type { Tables } from './tables.ts';
import { telling } from './telling.ts';

/** Connects to PostgreSQL 15 or newer by a `postgres://` URL; nothing is asked of it yet. */
export function openPostgres(
  url: string,
  {
    connections = 10,
    timeLimitMs,
    ended,
  }: OpenOptions & { readonly connections?: number; readonly timeLimitMs: number },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    statement_timeout: timeLimitMs,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: numbers },
  });
  // A connection that breaks while nobody uses it is replaced; who uses one is told by the query that fails.
  pool.on('error', () => undefined);
  // One that breaks between two queries of a transaction is told by the second; told to nobody else, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kyselyOf = (dialect: Dialect) =>
    new Kysely<Tables>({
      dialect,
      plugins: [new CamelCasePlugin()],
      ...telling(ended),
    });
  const db = kyselyOf(new PostgresDialect({ pool }));
  const read = kyselyOf(new PostgresDialect({ pool: readingPool(pool) }));
  return {
    dialect: 'postgres',
    read,
    write: async (work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db.transaction().execute(work);
        } catch (cause) {
          if (!isToBeRepeated(cause) || attempt === mostAttempts) throw cause;
        }
      }
    },
    upgrade: async (work) => {
      const unlimited = kyselyOf(
        new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
      );
      return work(unlimited).finally(() => unlimited.destroy());
    },
    close: () => db.destroy(),
  };
}

// Counts and ids are far below 2^53; as text, which is how they come, they would not compare.
function numbers(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

const mostAttempts = 5;

// serialization_failure and deadlock_detected: PostgreSQL asks to begin anew.
const repeated: ReadonlySet<unknown> = new Set(['40001', '40P01']);

function isToBeRepeated(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && repeated.has(cause.code);
}
