import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseVersion } from '../model/version.ts';
import { parseConstraint } from './constraint.ts';
import { compareSets, exactly, intersect, type VersionSet } from './intervals.ts';
import { parseVersions } from './printed.ts';
import { versionsInWords } from './words.ts';

test.each([
  ['*', 'all versions'],
  ['>=1.6.0', 'from 1.6.0'],
  ['>=1.3.0-0', 'from 1.3.0'],
  ['>1.13.12', 'after 1.13.12'],
  ['<=1.5.7', 'up to 1.5.7'],
  ['<1.6.0', 'before 1.6.0'],
  ['<2.0.0-0', 'before 2.0.0'],
  ['6.3.0', '6.3.0'],
  ['>=6.3.0 <=6.3.0', '6.3.0'],
  ['>=1.5.13 <1.6.0', '1.5.13 to 1.5.x'],
  ['>=1.6.0 <1.6.6', '1.6.0 to 1.6.5'],
  ['>1.13.12 <1.14.0-0', '1.13.13 to 1.13.x'],
  ['>=1.2.0 <2.0.0-0', '1.2.0 to 1.x'],
  ['>=1.5.0 <1.6.0-0', '1.5.x'],
  ['>=5.0.0 <6.0.0-0', '5.x'],
  ['>=0.0.0 <1.0.0-0', '0.x'],
  ['>=1.6.0-alpha <1.6.0', 'from 1.6.0-alpha and before 1.6.0'],
  ['>1.5.7 <1.5.8', 'after 1.5.7 and before 1.5.8'],
  ['>=1.0.0-rc1 <1.1.0', '1.0.0-rc1 to 1.0.x'],
  ['>=4.0.0 <5.0.0-alpha1', '4.x'],
  ['>=4.0.0 <=5.0.0-alpha1', '4.0.0 to 5.0.0-alpha1'],
  ['<5.0.0-alpha1', 'before 5.0.0-alpha1'],
  ['>=6.4.0.1 <7.0.0', '6.4.0.1 to 6.x'],
  ['<=1.13.12 || >=1.14.0 <=1.14.8', 'up to 1.13.12 or 1.14.0 to 1.14.8'],
  ['<RELEASE.2021-05-11T23-27-41Z', 'before RELEASE.2021-05-11T23-27-41Z'],
  ['sooner or later', 'sooner or later'],
  ['>=1 <', '>=1 <'],
])('%s in words: %s', (versions, words) => {
  expect(versionsInWords(versions)).toBe(words);
});

/** Reads the words back; only a test needs that. */
function fromWords(words: string): VersionSet {
  return words.split(' or ').flatMap((part) => {
    const range = part
      .replace('all versions', '*')
      .replace(/^from /, '>=')
      .replace(/^after (\S+) and before /, '>$1 <')
      .replace(/^after /, '>')
      .replace(/^up to /, '<=')
      .replace(/^before /, '<')
      .replace(/^(\S+) to (\S+)$/, '>=$1 <=$2');
    const set = range === 'no version' ? [] : parseConstraint(range, 'npm');
    if ('invalid' in set) throw new Error(`${words}: ${set.invalid}`);
    return set;
  });
}

test('words mean the same releases as the set that they say', () => {
  const number = fc.nat({ max: 3 });
  const release = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
  const lower = fc.tuple(fc.constantFrom('>=', '>'), release).map((parts) => parts.join(''));
  const upper = fc
    .tuple(fc.constantFrom('<=', '<'), release, fc.constantFrom('', '-0'))
    .map(([operator, version, least]) => `${operator}${version}${operator === '<' ? least : ''}`);
  const interval = fc.oneof(
    lower,
    upper,
    release,
    fc.tuple(lower, upper).map((ends) => ends.join(' ')),
  );
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1, maxLength: 3 }), release, (some, one) => {
      const set = (parseVersions(some.join(' || ')) ?? []).flatMap((part) => intersect([part], [part]));
      const version = exactly(parseVersion(one) ?? { numbers: [], preRelease: [] });
      const has = (versions: VersionSet) => intersect(versions, version).length > 0;
      expect(has(fromWords(versionsInWords(set))), `${one} in ${versionsInWords(set)}`).toBe(has(set));
    }),
    { numRuns: 3_000 },
  );
});

test('sets are ordered by their first version', () => {
  const sets = ['>1.6.0', '>=1.6.0', '<1.5.13', '>=1.6.0 || 1.0.0', '>=1.5.13 <1.6.0', '*'];
  const sorted = sets.toSorted((a, b) => compareSets(parseVersions(a) ?? [], parseVersions(b) ?? []));
  expect(sorted).toEqual(['<1.5.13', '*', '>=1.6.0 || 1.0.0', '>=1.5.13 <1.6.0', '>=1.6.0', '>1.6.0']);
});
