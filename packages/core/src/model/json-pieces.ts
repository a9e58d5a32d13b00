/**
 * Writes JSON as `JSON.stringify(value, null, 2)` does, in pieces: each item down to a depth is one, so that the text of a
 * large document is never in memory as a whole. What is iterable and no text is an array, of which one item is made at a time.
 */
export function* jsonPieces(value: unknown, depth: number, margin = ''): Iterable<string> {
  const items = depth > 0 ? itemsOf(value) : null;
  if (items === null) {
    yield JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
    return;
  }
  const [open, close] = items.brackets;
  const inner = `${margin}  `;
  let lead = `${open}\n${inner}`;
  let isEmpty = true;
  for (const [key, item] of items.entries) {
    yield key === null ? lead : `${lead}${JSON.stringify(key)}: `;
    yield* jsonPieces(item, depth - 1, inner);
    lead = `,\n${inner}`;
    isEmpty = false;
  }
  yield isEmpty ? `${open}${close}` : `\n${margin}${close}`;
}

interface Items {
  readonly brackets: readonly [string, string];
  readonly entries: Iterable<readonly [string | null, unknown]>;
}

function itemsOf(value: unknown): Items | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isIterable(value)) return { brackets: ['[', ']'], entries: withoutKeys(value) };
  return { brackets: ['{', '}'], entries: Object.entries(value).filter(([, item]) => item !== undefined) };
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function* withoutKeys(items: Iterable<unknown>): Iterable<readonly [null, unknown]> {
  for (const item of items) yield [null, item ?? null];
}
