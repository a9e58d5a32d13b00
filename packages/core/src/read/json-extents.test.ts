import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Extent, elementsOf, isArray, membersOf, wholeExtent } from './json-extents.ts';

/** A value as its extents say it is, down to what is no object and no array. */
function read(json: Buffer, extent: Extent = wholeExtent(json)): unknown {
  const value = ({ start, end }: Extent): unknown => JSON.parse(json.toString('utf8', start, end));
  if (isArray(json, extent)) return [...elementsOf(json, extent)].map((element) => read(json, element));
  if (json[extent.start] !== 0x7b) return value(extent);
  const members = [...membersOf(json, extent)];
  return Object.fromEntries(members.map((each) => [value(each.name), read(json, each.value)]));
}

test('the extents of every JSON text are those of its values', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', ' ', '\n', '\t\t'), (value, space) => {
      const text = `${space}${JSON.stringify(value, null, space)}${space}`;
      expect(read(Buffer.from(text))).toEqual(JSON.parse(text));
    }),
  );
});

const signs = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  ' ',
  '\n',
  '1',
  '-',
  'true',
  'null',
  'a',
  'ü',
  '\u0000',
];

test('what is no JSON has no extents, and what has extents is JSON', () => {
  const outcome = (readText: () => unknown) => {
    try {
      return { is: readText() };
    } catch {
      return 'no JSON';
    }
  };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(outcome(() => read(Buffer.from(text)))).toEqual(outcome(() => JSON.parse(text)));
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['{"a": 1', 'Unexpected end of JSON input'],
  ['{"a": 1} 2', "Unexpected token '2' at byte 9 of JSON"],
  ['{a: 1}', "Unexpected token 'a' at byte 1 of JSON"],
  ['{"a": [1 2]}', "Unexpected token '2' at byte 9 of JSON"],
])('of %s is said where it breaks', (text, message) => {
  expect(() => read(Buffer.from(text))).toThrow(message);
});
