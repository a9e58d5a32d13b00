import type { Migration } from 'kysely/migration';
import type { Dialect } from '../database.ts';
import { first } from './0001-first.ts';
import { review } from './0003-review.ts';

/** All migrations by name, in the order in which they are made. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-first': { up: (db) => first(db, dialect) },
    '0003-review': { up: (db) => review(db, dialect) },
  };
}
