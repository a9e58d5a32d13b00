import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/**
 * A pool for reads outside of transactions: a query whose connection turns out to be cut (the server was started anew, somebody
 * ended it) is asked once more on another one, since it changed nothing.
 */
export function readingPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => new Reader(pool, await pool.connect()),
    end: () => pool.end(),
  };
}

class Reader implements PostgresPoolClient {
  readonly #pool: pg.Pool;
  #client: pg.PoolClient;

  constructor(pool: pg.Pool, client: pg.PoolClient) {
    this.#pool = pool;
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    asked: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== 'string') throw new Error('What is read with a cursor cannot be asked again.');
    return this.#asked<R>(asked, parameters);
  }

  async #asked<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const ask = async () => (await this.#client.query(sql, [...parameters])) as PostgresQueryResult<unknown>;
    try {
      return (await ask()) as PostgresQueryResult<R>;
    } catch (cause) {
      if (!isCut(cause)) throw cause;
      // Gone for good: others that were cut at the same time may not know it yet, and are not to be had again.
      this.#client.release(true);
      this.#client = await this.#pool.connect();
      return (await ask()) as PostgresQueryResult<R>;
    }
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }
}

// admin_shutdown and crash_shutdown of PostgreSQL, and what sockets say.
const codes: ReadonlySet<unknown> = new Set(['57P01', '57P02', 'ECONNRESET', 'EPIPE']);

// What pg says without a code.
const ended = /^Connection terminated|^Client has encountered a connection error|^Client was closed/;

function isCut(cause: unknown): boolean {
  return cause instanceof Error && (('code' in cause && codes.has(cause.code)) || ended.test(cause.message));
}
