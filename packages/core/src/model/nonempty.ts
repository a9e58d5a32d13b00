/** List that holds at least one item. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** Narrows a list to a non-empty one; throws a defect when it is empty. */
export function nonEmpty<T>(items: readonly T[]): NonEmpty<T> {
  const [first, ...rest] = items;
  if (first === undefined) throw new TypeError('A list that may not be empty is empty.');
  return [first, ...rest];
}
