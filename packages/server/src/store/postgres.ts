import { CamelCasePlugin, Kysely, type PostgresPool } from 'kysely';
import pg from 'pg';
import { askedAgain } from './asked-again.ts';
import type { Database, OpenOptions } from './database.ts';
import { ListsAsValues } from './lists-as-values.ts';
import { lostConnection } from './lost-connection.ts';
import { lostStatement, preparing } from './prepared-statements.ts';
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
  const config: pg.PoolConfig = {
    connectionString: url,
    max: connections,
    statement_timeout: timeLimitMs,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: numbers },
  };
  const pool = bearing(new pg.Pool(config));
  // Where one connection died others may have: what is asked again is asked on one that nobody has used before.
  const fresh = bearing(new pg.Pool({ ...config, maxUses: 1 }));
  const kyselyOf = (of: PostgresPool) =>
    new Kysely<Tables>({
      dialect: new ListsAsValues({ pool: of }),
      plugins: [new CamelCasePlugin()],
      ...telling(ended),
    });
  const prepared = preparing(pool);
  const read = kyselyOf(askedAgain(prepared, fresh));
  const db = kyselyOf(prepared);
  const freshDb = kyselyOf(fresh);
  return {
    dialect: 'postgres',
    read,
    write: async (work) => {
      for (let attempt = 1, on = db; ; attempt += 1) {
        let hasBegun = false;
        try {
          return await on.transaction().execute((writing) => {
            hasBegun = true;
            return work(writing);
          });
        } catch (cause) {
          const neverBegan = on === db && !hasBegun && lostConnection(cause);
          if (neverBegan) on = freshDb;
          else if (!isToBeRepeated(cause) || attempt === mostAttempts) throw cause;
        }
      }
    },
    upgrade: async (work) => {
      const unlimited = kyselyOf(new pg.Pool({ connectionString: url, max: 1 }));
      return work(unlimited).finally(() => unlimited.destroy());
    },
    close: async () => {
      await Promise.all([pool, fresh].map((each) => (each.ending ? undefined : each.end())));
    },
  };
}

/** Lets no connection that breaks end the process. */
function bearing(pool: pg.Pool): pg.Pool {
  // One that breaks while nobody uses it is replaced; who uses one is told by the query that fails.
  pool.on('error', () => undefined);
  // One that breaks between two queries of a transaction is told by the second; told to nobody else, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

// Counts and ids are far below 2^53; as text, which is how they come, they would not compare.
function numbers(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

const mostAttempts = 5;

// serialization_failure and deadlock_detected: PostgreSQL asks to begin anew.
const repeated: ReadonlySet<unknown> = new Set(['40001', '40P01']);

function isToBeRepeated(cause: unknown): boolean {
  return (cause instanceof Error && 'code' in cause && repeated.has(cause.code)) || lostStatement(cause);
}
