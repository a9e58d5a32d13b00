import { expect, test } from 'vitest';
import { locate } from '../model/location.ts';
import { problem } from '../model/problem.ts';
import { type PartlyRead, wholeUnits } from './whole.ts';

const unit = (ref: string, parts: Partial<PartlyRead> = {}): PartlyRead => ({
  ref,
  paths: [`${ref}/main.tf`],
  problems: [],
  uses: [],
  bundles: false,
  ...parts,
});
const files = [{ path: 'a/main.tf' }, { path: 'b/main.tf' }, { path: 'lib/x/main.tf' }];
const broken = (path: string | null) => problem('syntax-invalid', 'x', path === null ? null : locate(path));
const read = (units: readonly PartlyRead[], ...problems: Parameters<typeof wholeUnits>[1]) =>
  Object.fromEntries(wholeUnits(units, problems, files).whole);

test('a file that cannot be read leaves its own unit incomplete, or all where it is nobody’s', () => {
  const units = [unit('a'), unit('b')];
  expect(read(units, problem('version-unknown', 'x', locate('a/main.tf')))).toEqual({ a: true, b: true });
  expect(read(units, broken('a/main.tf'))).toEqual({ a: false, b: true });
  expect(read(units, broken('c/main.tf'))).toEqual({ a: false, b: false });
  expect(read(units, broken(null))).toEqual({ a: false, b: false });
  expect(read([unit('a', { problems: [broken('a/main.tf')] }), unit('b')])).toEqual({ a: false, b: true });
});

test('what a unit uses of the tree has to be there', () => {
  const units = [unit('a', { uses: ['lib', 'lib/x'] }), unit('b', { uses: ['li', '.'] })];
  expect(read(units)).toEqual({ a: true, b: false });
  expect(wholeUnits(units, [], files).missing).toEqual(['.', 'li']);
  expect(wholeUnits(units, [], [...files, { path: 'main.tf' }]).missing).toEqual(['li']);
});

test('of what bundles more nobody knows, and units of one copy are one', () => {
  expect(read([unit('a', { bundles: true }), unit('a')])).toEqual({ a: null });
  expect(read([unit('a'), unit('a', { bundles: true })])).toEqual({ a: null });
  expect(read([unit('a', { bundles: true }), unit('a', { uses: ['gone'] }), unit('a')])).toEqual({
    a: false,
  });
});
