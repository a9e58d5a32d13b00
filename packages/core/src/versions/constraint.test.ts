import fc from 'fast-check';
import { satisfies, subset } from 'semver';
import { describe, expect, test } from 'vitest';
import { compareVersions, parseVersion, type Version } from '../model/version.ts';
import { type ConstraintSyntax, parseConstraint } from './constraint.ts';
import { exactly, intersect, printVersions, subtract, type VersionSet } from './intervals.ts';
import { parseVersions } from './printed.ts';

function printed(text: string, syntax: ConstraintSyntax): string {
  const set = parseConstraint(text, syntax);
  return 'invalid' in set ? `invalid: ${set.invalid}` : printVersions(set);
}

function versionOf(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new Error(text);
  return version;
}

function has(set: VersionSet, version: string): boolean {
  return intersect(set, exactly(versionOf(version))).length > 0;
}

describe('Terraform constraints', () => {
  test.each([
    ['~> 5.0', '>=5.0.0 <6.0.0-0'],
    ['~> 5.0.1', '>=5.0.1 <5.1.0-0'],
    ['~> 5', '>=5.0.0'],
    ['5.31.0', '5.31.0'],
    ['= 1.2', '1.2.0'],
    ['>= 1.5, < 2.0', '>=1.5.0 <2.0.0-0'],
    ['>=1.5,<2.0,!=1.6.0', '>=1.5.0 <2.0.0-0'],
    ['> 1.2', '>1.2.0'],
    ['<= 1.2', '<=1.2.0'],
    ['', '*'],
    ['>= 2, < 1', ''],
    ['latest', 'invalid: "latest" is no version.'],
    ['>> 1', 'invalid: ">>" is no operator of a version constraint.'],
    ['>=', 'invalid: ">=" is no version constraint.'],
  ])('%s', (text, expected) => {
    expect(printed(text, 'terraform')).toBe(expected);
  });
});

describe('npm and Helm constraints', () => {
  test.each([
    ['^1.2', '>=1.2.0 <2.0.0-0'],
    ['^0.2.3', '>=0.2.3 <0.3.0-0'],
    ['^0.0.3', '>=0.0.3 <0.0.4-0'],
    ['~1.2.3', '>=1.2.3 <1.3.0-0'],
    ['~1', '>=1.0.0 <2.0.0-0'],
    ['1.2', '>=1.2.0 <1.3.0-0'],
    ['1.x', '>=1.0.0 <2.0.0-0'],
    ['1.2.*', '>=1.2.0 <1.3.0-0'],
    ['*', '*'],
    ['1.2 - 1.4', '>=1.2.0 <1.5.0-0'],
    ['>=1 <2 || ^3.1', '>=1.0.0 <2.0.0-0 || >=3.1.0 <4.0.0-0'],
    ['v1.2.3', '1.2.3'],
    ['>1.2', '>=1.3.0-0'],
  ])('%s', (text, expected) => {
    expect(printed(text, 'npm')).toBe(expected);
  });

  const number = fc.nat({ max: 4 });
  const version = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
  const partial = fc.oneof(
    version,
    fc.tuple(number, number).map((numbers) => numbers.join('.')),
    number.map(String),
  );
  const comparator = fc
    .tuple(fc.constantFrom('', '=', '>', '>=', '<', '<=', '~', '^'), partial)
    .map((parts) => parts.join(''));
  const alternative = fc.array(comparator, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '));
  const range = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((some) => some.join(' || '));

  test('admit what semver admits', () => {
    fc.assert(
      fc.property(range, version, (text, one) => {
        const set = parseConstraint(text, 'npm');
        expect(!('invalid' in set) && has(set, one), `${one} in ${text}`).toBe(satisfies(one, text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('subtraction leaves what one set has and the other has not', () => {
    fc.assert(
      fc.property(range, range, version, (a, b, one) => {
        const [first, second] = [parseConstraint(a, 'npm'), parseConstraint(b, 'npm')];
        if ('invalid' in first || 'invalid' in second) throw new Error('invalid');
        expect(has(subtract(first, second), one)).toBe(has(first, one) && !has(second, one));
        if (subset(a, b)) expect(subtract(first, second)).toEqual([]);
      }),
    );
  });
});

describe('versions', () => {
  test.each([
    ['1.2.3', '1.2.4'],
    ['1.2', '1.2.1'],
    ['1.2.3.4', '1.2.3.5'],
    ['1.9.0', '1.10.0'],
    ['1.0.0-alpha', '1.0.0-alpha.1'],
    ['1.0.0-alpha.1', '1.0.0-alpha.beta'],
    ['1.0.0-beta.2', '1.0.0-beta.11'],
    ['1.0.0-rc.1', '1.0.0'],
    ['3.12.0b1', '3.12.0'],
    ['24.08.0', '24.8.1'],
    ['RELEASE.2021-05-11T23-27-41Z', 'RELEASE.2021-05-12T00-00-00Z'],
  ])('%s stands before %s', (one, other) => {
    expect(compareVersions(versionOf(one), versionOf(other))).toBeLessThan(0);
    expect(compareVersions(versionOf(other), versionOf(one))).toBeGreaterThan(0);
  });

  test.each(['', 'v', 'latest', '1.2.x', '1a2b3c4', '1..2', '12345678901234567890', `1${'.1'.repeat(20)}`])(
    '"%s" is none',
    (text) => {
      expect(parseVersion(text)).toBeNull();
    },
  );

  test('as they are printed include pre-releases, as their plain order has it', () => {
    const read = (text: string) => parseVersions(text) ?? [];
    expect(has(read('<1.0.0 || >=2.0.0-rc1'), '1.0.0-beta')).toBe(true);
    expect(has(read('<1.0.0 || >=2.0.0-rc1'), '2.0.0-beta')).toBe(false);
    expect(has(read('6.3.0'), '6.3.0')).toBe(true);
    for (const none of ['>=soon', '', '~> 1.0', '>=1.0 <', `>=1.0.0 ${'<2 '.repeat(5_000)}`])
      expect(parseVersions(none)).toBeNull();
  });
});

test('hostile constraints are refused or read, never slowly', () => {
  expect(printed('>='.repeat(100_000), 'npm')).toContain('invalid');
  expect(printed('||'.repeat(200), 'npm')).toContain('too many alternatives');
  expect(printed('>1 '.repeat(100), 'npm')).toContain('too many terms');
  expect(printed(' '.repeat(500), 'npm')).toBe('*');
});

describe('what other registries add', () => {
  test.each([
    ['~=1.4.5', '>=1.4.5 <1.5.0-0'],
    ['~=2.2', '>=2.2.0 <3.0.0-0'],
    ['>=1.0,<2', '>=1.0.0 <2.0.0-0'],
  ])('PEP 440: %s', (text, expected) => {
    expect(printed(text, 'npm')).toBe(expected);
  });

  test('a bare version of Cargo is one with a caret', () => {
    expect(printed('1.2', 'cargo')).toBe('>=1.2.0 <2.0.0-0');
    expect(printed('=1.2.3', 'cargo')).toBe('1.2.3');
  });
});
