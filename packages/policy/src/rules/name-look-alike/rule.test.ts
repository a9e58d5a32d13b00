import { readFileSync } from 'node:fs';
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
