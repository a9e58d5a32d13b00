// A statement may have so many values at most, in PostgreSQL 65,535 and in SQLite 32,766.
const most = 1_000;

/** A list in parts of which each fits a statement. */
export function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += most) yield all.slice(start, start + most);
}
