import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { askedThrough } from './asked-through.ts';

// PostgreSQL keeps what it prepared for as long as a connection lives, and each connection has its own.
const mostPrepared = 200;
const longestText = 8_192;
const mostSeen = 1_000;

/**
 * A pool whose connections prepare the statements that are asked more than once: of a page with many joins PostgreSQL makes the plan
 * in more time than it then takes. Where what was prepared is gone (a pooler gives every transaction another connection, or a
 * newer server has changed the tables), nothing is prepared any more, and `lostStatement` says of the failure that it may be asked again.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  let prepares = true;
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known !== undefined || !prepares || !isPreparable(text) || names.size === mostPrepared) return known;
    if (seen.delete(text)) names.set(text, `fineprint-${names.size + 1}`);
    else {
      if (seen.size === mostSeen) seen.clear();
      seen.add(text);
    }
    return names.get(text);
  };
  return askedThrough<pg.PoolClient>(pool, (client) => async (text, values) => {
    // What has no values is mostly the end of a transaction, which must never fail for want of a name.
    const name = values.length === 0 ? undefined : nameOf(text);
    if (name === undefined) return client.query(text, values);
    try {
      return await client.query({ name, text, values });
    } catch (cause) {
      if (lostStatement(cause)) {
        prepares = false;
        names.clear();
      }
      throw cause;
    }
  });
}

// A plan for a list of any length is one for ten, which reads a whole table while that is small, and does so when it has grown.
function isPreparable(text: string): boolean {
  return text.length <= longestText && !/ (?:any|all)\(/.test(text);
}

// invalid_sql_statement_name, duplicate_prepared_statement, and feature_not_supported where it is of a plan.
const gone: ReadonlySet<unknown> = new Set(['26000', '42P05']);
const planChanged = { code: '0A000', routine: 'RevalidateCachedQuery' };

/** Whether a query failed because what was prepared of it is not there, or of no use, any more. */
export function lostStatement(cause: unknown): boolean {
  if (!(cause instanceof pg.DatabaseError)) return false;
  return gone.has(cause.code) || (cause.code === planChanged.code && cause.routine === planChanged.routine);
}
