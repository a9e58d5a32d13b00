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
  const was = new Map(before.map((row) => [keyOf(row), row]));
  const is = new Map(after.map((row) => [keyOf(row), row]));
  const stays = (key: string) => isSame(was.get(key), is.get(key));
  return {
    gone: before.filter((row) => !stays(keyOf(row))),
    come: after.filter((row) => !stays(keyOf(row))),
  };
}

/** Whether two rows of one table have the same values, which are texts, numbers and null. */
function isSame<Row extends object>(one: Row | undefined, other: Row | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  for (const name in one) if (one[name] !== other[name]) return false;
  return true;
}
