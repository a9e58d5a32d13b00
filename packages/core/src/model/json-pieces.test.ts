import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from './json-pieces.ts';

test('the pieces are what JSON.stringify writes, at every depth', () => {
  const value = fc.jsonValue({ maxDepth: 5 });
  const absent = fc.record({
    a: fc.constant(undefined),
    b: fc.option(fc.string({ unit: 'binary' })),
    c: value,
  });
  fc.assert(
    fc.property(fc.oneof(value, absent), fc.nat(6), (written, depth) => {
      expect([...jsonPieces(written, depth)].join('')).toBe(JSON.stringify(written, null, 2));
    }),
  );
});

test('an item is made when its piece is taken, and not before', () => {
  const made: number[] = [];
  const items = function* () {
    for (const item of [1, 2, 3]) {
      made.push(item);
      yield item;
    }
  };
  const pieces = jsonPieces({ items: items(), none: [].values() }, 2)[Symbol.iterator]();
  let text = '';
  while (!text.includes('1')) text += pieces.next().value;
  expect(made).toEqual([1]);
  for (let next = pieces.next(); next.done !== true; next = pieces.next()) text += next.value;
  expect(text).toBe(JSON.stringify({ items: [1, 2, 3], none: [] }, null, 2));
});
