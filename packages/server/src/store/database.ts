import type { CompiledQuery, Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export type Dialect = 'sqlite' | 'postgres';

/** Queries that see one state of the database and change it wholly or not at all. */
export type Writing = Transaction<Tables>;
export type Reading = Kysely<Tables> | Writing;

/** A query that has ended. */
export interface Ended {
  readonly query: CompiledQuery;
  readonly durationMs: number;
  readonly failed: boolean;
}

/** How a database is opened. */
export interface OpenOptions {
  /** So many processes read SQLite, each query within a limit of time; where there are none, this process reads. */
  readonly readers?: number;
  /** Is told of every query. */
  readonly ended?: (ended: Ended) => void;
}

/**
 * The store's database, SQLite or PostgreSQL. Reads go through `read`; `write` runs in a transaction, which is begun anew
 * where the database asks for it, so that what it is given must have no effect but on the database.
 */
export interface Database {
  readonly dialect: Dialect;
  readonly read: Kysely<Tables>;
  write<T>(work: (writing: Writing) => Promise<T>): Promise<T>;
  /** Changes the schema, which may take as long as it takes. */
  upgrade<T>(work: (schema: Kysely<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
