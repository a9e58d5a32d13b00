/** How rows have to change to become others: what goes, by its key, and what comes. A row that changes does both. */
export interface Differences<Row> {
  readonly gone: readonly Row[];
  readonly come: readonly Row[];
}

/** Compares rows by a key and all of their values: most of what a new report says, the last one said. */
export function differences<Row extends object>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
): Differences<Row> {
  const values = (row: Row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  const was = new Map(before.map((row) => [keyOf(row), values(row)]));
  const is = new Map(after.map((row) => [keyOf(row), values(row)]));
  return {
    gone: before.filter((row) => is.get(keyOf(row)) !== was.get(keyOf(row))),
    come: after.filter((row) => was.get(keyOf(row)) !== is.get(keyOf(row))),
  };
}
