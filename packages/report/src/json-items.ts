/** Writes the items of a JSON array between its brackets, piece by piece, so that no text holds them all. */
export function* jsonItems(items: Iterable<object>, margin: string): Iterable<string> {
  let separator = `\n${margin}`;
  let isEmpty = true;
  for (const item of items) {
    yield separator + JSON.stringify(item, null, 2).replaceAll('\n', `\n${margin}`);
    separator = `,\n${margin}`;
    isEmpty = false;
  }
  if (!isEmpty) yield `\n${margin.slice(2)}`;
}
