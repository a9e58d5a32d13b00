import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wellKnownJson } from '../../../build-well-known.ts';
import { NearNames } from './near.ts';

const names = new NearNames(['actions', 'docker', 'abcd']);

test.each([
  ['action', 'actions'],
  ['actionss', 'actions'],
  ['actoins', 'actions'],
  ['octions', 'actions'],
  ['xactions', 'actions'],
  ['actions', null],
  ['axtiobs', null],
  ['bacd', 'abcd'],
  ['bcda', null],
  ['cbad', null],
  ['', null],
  ['actions3', null],
  ['act-ions', null],
])('%j is meant to be %j', (written, meant) => {
  expect(names.nearest(written)).toBe(meant);
});

test('the names are those of the facts', () => {
  const file = new URL('../../../data/well-known.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(wellKnownJson());
});

test('every slip of every name is found, and nothing that is further away', () => {
  const letter = fc.constantFrom(...'abc/');
  const name = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), name, (known, asked) => {
      const near = known.includes(asked) ? [] : known.filter((each) => isAlignedByOne(asked, each));
      expect(new NearNames(known).nearest(asked)).toBe(near.sort()[0] ?? null);
    }),
    { numRuns: 2_000 },
  );
});

/** By trying every slip. */
function isAlignedByOne(one: string, other: string): boolean {
  const places = [...one, ''].keys();
  return [...places].some(
    (at) =>
      one.slice(0, at) + one.slice(at + 1) === other ||
      [...'abc/'].some((letter) => one.slice(0, at) + letter + one.slice(at) === other) ||
      [...'abc/'].some((letter) => one.slice(0, at) + letter + one.slice(at + 1) === other) ||
      one.slice(0, at) + (one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2) === other,
  );
}
