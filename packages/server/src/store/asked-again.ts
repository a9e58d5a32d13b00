import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import { askedThrough } from './asked-through.ts';
import { lostConnection } from './lost-connection.ts';
import { lostStatement } from './prepared-statements.ts';

/**
 * A pool for reads: a query whose connection is dead, or has not what was prepared any more, is asked once more, on a connection
 * that is `fresh`. Only the first query of whoever takes a connection, as a later one may belong to a transaction, and only one that reads.
 */
export function askedAgain(pool: PostgresPool, fresh: pg.Pool): PostgresPool {
  return askedThrough(pool, (client) => {
    let isFirst = true;
    return async (sql, parameters) => {
      const mayRepeat = isFirst && reads.test(sql);
      isFirst = false;
      try {
        return await client.query(sql, parameters);
      } catch (cause) {
        if (!mayRepeat || !(lostConnection(cause) || lostStatement(cause))) throw cause;
        return fresh.query(sql, parameters);
      }
    };
  });
}

const reads = /^\s*(?:select|with)\b/i;
