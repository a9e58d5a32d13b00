import type { ReportComponent } from '@fineprint/core';
import * as fc from 'fast-check';
import { compare, satisfies } from 'semver';
import { expect, test } from 'vitest';
import { reportWith } from '../report.testkit.ts';
import { versionRangeOf } from './version-range.ts';

const [sketch] = reportWith([{ name: 'a' }]).components;

function rangeOf(purl: string, requested: string, parts: Partial<ReportComponent> = {}): string | null {
  if (sketch === undefined) throw new Error('There is one.');
  return versionRangeOf({ ...sketch, version: null, pin: 'range', purl, requested, ...parts });
}

test.each([
  ['terraform', '~> 5.0', 'vers:semver/>=5.0.0|<6.0.0'],
  ['terraform', '~> 5.0.1', 'vers:semver/>=5.0.1|<5.1.0'],
  ['terraform', '>= 2.12, < 3.0', 'vers:semver/>=2.12.0|<3.0.0'],
  ['helm', '0.12.*', 'vers:semver/>=0.12.0|<0.13.0'],
  ['helm', '*', 'vers:semver/*'],
  ['npm', '^1.2.9', 'vers:npm/>=1.2.9|<2.0.0'],
  ['npm', '>=3 || ^1.2', 'vers:npm/>=1.2.0|<2.0.0|>=3.0.0'],
  ['npm', '>=1 <3 || >=2 <4', 'vers:npm/>=1.0.0|<4.0.0'],
  ['npm', '1.2.3 || >=2', 'vers:npm/1.2.3|>=2.0.0'],
  ['cargo', '1.2', 'vers:cargo/>=1.2.0|<2.0.0'],
  ['pypi', '~=1.4.5', 'vers:pypi/>=1.4.5|<1.5.0'],
  ['pypi', '<6', 'vers:pypi/<6.0.0'],
])('%s: %s is %s', (type, requested, expected) => {
  expect(rangeOf(`pkg:${type}/a`, requested)).toBe(expected);
});

test.each([
  ['pypi', '>=1, !=1.5', 'a hole is more than an interval says'],
  ['pypi', '==1.4.*', 'the operator means something else there'],
  ['npm', '>=1.0.0-beta.1', 'pre-releases are written in many ways'],
  ['npm', '>=2 <1', 'no version is admitted'],
  ['npm', '<1.0.0 || >1.0.0', 'a version may stand once'],
  ['helm', 'HEAD', 'it is no constraint'],
  ['gem', '~> 2', 'its language is another'],
  ['generic', '>= 1', 'nobody says how its versions count'],
])('%s: %s is left out: %s', (type, requested) => {
  expect(rangeOf(`pkg:${type}/a`, requested)).toBeNull();
});

test('only what the environment provides at run time has a range, and only without a version', () => {
  const purl = 'pkg:npm/a';
  expect(rangeOf(purl, '^1', { usage: 'distributed' })).toBe('vers:npm/>=1.0.0|<2.0.0');
  expect(rangeOf(purl, '^1', { usage: 'ci' })).toBeNull();
  expect(rangeOf(purl, '^1', { scope: 'excluded' })).toBeNull();
  expect(rangeOf(purl, '^1', { version: '1.2.3', pin: 'exact' })).toBeNull();
  expect(rangeOf(purl, '^1', { pin: 'tag' })).toBeNull();
  expect(rangeOf('pkg:generic/a', '~> 1.0', { proposedPurl: 'pkg:terraform/a' })).toBe(
    'vers:semver/>=1.0.0|<2.0.0',
  );
});

const number = fc.nat({ max: 3 });
const version = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
const comparator = fc
  .tuple(fc.constantFrom('', '>', '>=', '<', '<=', '~', '^'), version)
  .map((parts) => parts.join(''));
const alternative = fc.array(comparator, { minLength: 1, maxLength: 2 }).map((some) => some.join(' '));
const constraint = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((some) => some.join(' || '));

test('a version is in the range exactly if npm takes it for the constraint', () => {
  fc.assert(
    fc.property(constraint, version, (requested, one) => {
      const range = rangeOf('pkg:npm/a', requested);
      if (range !== null) expect(contains(range, one), `${one} in ${range}`).toBe(satisfies(one, requested));
    }),
    { numRuns: 2_000 },
  );
});

/** As the specification tells it: an equal version, or one between two neighbours of which the lower begins an interval. */
function contains(range: string, one: string): boolean {
  if (range === 'vers:npm/*') return true;
  const constraints = range
    .replace('vers:npm/', '')
    .split('|')
    .map((text) => ({ operator: /^[<>]?=?/.exec(text)?.[0] ?? '', bound: text.replace(/^[<>]?=?/, '') }));
  const order = constraints.map(({ bound }) => compare(one, bound));
  expect(
    [...constraints].sort((a, b) => compare(a.bound, b.bound)),
    range,
  ).toEqual(constraints);
  if (constraints.some(({ operator }, index) => order[index] === 0 && !/^[<>]$/.test(operator))) return true;
  if (order.includes(0)) return false;
  const bounds = constraints.map(({ operator }, index) => ({ operator, isBelow: (order[index] ?? 0) > 0 }));
  const ranged = bounds.filter(({ operator }) => operator !== '');
  const lower = ranged.findLast(({ isBelow }) => isBelow)?.operator ?? '';
  const upper = ranged.find(({ isBelow }) => !isBelow)?.operator ?? '';
  return lower.startsWith('>') || (lower === '' && upper.startsWith('<'));
}
