import { expect, test } from 'vitest';
import { isOpenEnded } from './open-ended.ts';

test.each([
  ['*', 'helm-chart:x'],
  ['x', 'library:npm/a'],
  ['latest', 'library:npm/a'],
  ['>= 1.0', 'terraform-provider:a'],
  ['> 1, != 1.5', 'terraform-provider:a'],
  ['!=1.5', 'library:pypi/a'],
  ['>=1.0 || ^0.9', 'library:npm/a'],
  ['[1.0,)', 'library:maven/a/b'],
  ['(,)', 'library:nuget/a'],
])('%s of %s has no end', (constraint, key) => {
  expect(isOpenEnded(constraint, key)).toBe(true);
});

test.each([
  ['~> 5.0', 'terraform-provider:a'],
  ['>= 5.0, < 7.0', 'terraform-provider:a'],
  ['^1.2', 'library:npm/a'],
  ['1.x', 'library:npm/a'],
  ['1.2 - 2.0', 'library:npm/a'],
  ['~=1.4', 'library:pypi/a'],
  ['==1.4.*', 'library:pypi/a'],
  ['<2', 'library:pypi/a'],
  // NuGet takes the least version that will do, and Maven the one that is written.
  ['1.0', 'library:nuget/a'],
  ['1.0', 'library:maven/a/b'],
  ['[1.0,2.0)', 'library:maven/a/b'],
  ['what is this', 'library:npm/a'],
  [`>=${'1'.repeat(500)}`, 'library:npm/a'],
])('%s of %s has one, or is not understood', (constraint, key) => {
  expect(isOpenEnded(constraint, key)).toBe(false);
});
