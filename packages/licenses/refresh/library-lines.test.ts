import { describe, expect, test } from 'vitest';
import { libraryLines, namespaceLines, observationsOf } from './library-lines.ts';
import type { Observation } from './observation.ts';

function seen(version: string, license: string | null, rest: Partial<Observation> = {}): Observation {
  return { library: 'npm/a', version, license, evidence: 'registry-metadata', source: 'o/r', ...rest };
}

function ranges(...observations: readonly Observation[]): readonly string[] {
  const lines = libraryLines(observations, new Map()).filter(({ beyond }) => !beyond);
  return lines.map(({ versions, license }) => `${versions} ${license}`);
}

describe('a range', () => {
  test('reaches over what lies between versions of one license, within the major versions at its ends', () => {
    expect(ranges(seen('1.2.0', 'MIT'), seen('3.0.1', 'MIT'))).toEqual(['>=1.0.0 <4.0.0 MIT']);
    expect(ranges(seen('0.3.0', 'MIT'))).toEqual(['<1.0.0 MIT']);
  });

  test('of older versions is a line of its own, where only one license was ever seen', () => {
    const [older] = libraryLines([seen('4.1.0', 'MIT')], new Map());
    expect(older).toMatchObject({ versions: '<4.0.0', license: 'MIT', beyond: true });
    expect(ranges(seen('4.1.0', 'MIT'), seen('5.0.0', 'ISC'))[0]).toBe('>=4.0.0 <=4.1.0 MIT');
  });

  test('ends with the last version that was seen, where another license follows', () => {
    expect(ranges(seen('2.0.0', 'ISC'), seen('1.0.0', 'MIT'), seen('1.5.0', 'MIT'))).toEqual([
      '>=1.0.0 <=1.5.0 MIT',
      '>=2.0.0 <3.0.0 ISC',
    ]);
  });

  test('does not reach over a version whose license was not understood', () => {
    expect(ranges(seen('1.0.0', 'MIT'), seen('1.1.0', null), seen('1.2.0', 'MIT'))).toEqual([
      '>=1.0.0 <=1.0.0 MIT',
      '>=1.1.0 <=1.1.0 NOASSERTION',
      '>=1.2.0 <2.0.0 MIT',
    ]);
  });

  test('is open where no newer version is known, or every version was seen', () => {
    const [, line] = libraryLines([seen('2.1.0', 'MIT')], new Map([['npm/a', '2.9.0']]));
    expect(line?.versions).toBe('>=2.0.0');
    expect(ranges(seen('2.1.0', 'MIT', { complete: true }))).toEqual(['* MIT']);
  });
});

test('two licenses of one version, or of two spellings of it, are none', () => {
  expect(ranges(seen('2026.07.1', 'MIT'), seen('2026.7.1', 'ISC'))).toEqual([
    '>=2026.0.0 <2027.0.0 NOASSERTION',
  ]);
});

test('of distributions that differ most must agree', () => {
  const stated = (version: string, license: string, distribution: string) =>
    seen(version, license, { evidence: 'secondary-statement', source: `${distribution}/r x` });
  const one = stated('1.0.0', 'ISC', 'alpha');
  const two = stated('1.1.0', 'MPL-2.0', 'beta');
  expect(ranges(one, two)).toEqual(['>=1.0.0 <2.0.0 NOASSERTION']);
  expect(ranges(stated('1.0.0', 'MIT OR ISC', 'alpha'), stated('1.0.0', 'ISC OR MIT', 'beta'))).toEqual([
    '>=1.0.0 <2.0.0 ISC OR MIT',
  ]);
  expect(ranges(one, two, stated('1.2.0', 'MPL-2.0', 'gamma'))).toEqual(['>=1.0.0 <2.0.0 MPL-2.0']);
});

test('what an author wrote is heard before what others say', () => {
  const other = seen('1.1.0', 'ISC', { evidence: 'secondary-statement', source: 'alpha/r x' });
  expect(ranges(seen('1.0.0', 'MIT'), other)).toEqual(['>=1.0.0 <2.0.0 MIT']);
});

test('lines that are read again give the same lines', () => {
  const lines = libraryLines([seen('1.0.0', 'MIT'), seen('1.5.0', null), seen('2.0.0', 'ISC')], new Map());
  expect(libraryLines(observationsOf(lines), new Map())).toEqual(lines);
});

test('a namespace in which many packages were seen and all agree has a line of its own', () => {
  const packages = (count: number, license = 'MIT') =>
    Array.from({ length: count }, (_, index) => seen('1.0.0', license, { library: `npm/@t/p${index}` }));
  const names = (observations: readonly Observation[]) =>
    namespaceLines(libraryLines(observations, new Map())).map(
      ({ library, license }) => `${library} ${license}`,
    );
  expect(names(packages(8))).toEqual(['npm/@t/* MIT']);
  expect(names(packages(7))).toEqual([]);
  expect(names([...packages(8), seen('1.0.0', 'ISC', { library: 'npm/@t/x' })])).toEqual([]);
});
