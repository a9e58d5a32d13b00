import { expect, test } from 'vitest';
import { constraintAdmits } from './admits.ts';

test.each([
  ['~> 5.0', '5.72.1', 'terraform', true],
  ['~> 5.0', '6.0.0', 'terraform', false],
  ['1.2', '1.2.0', 'terraform', true],
  ['1.2', '1.2.9', 'terraform', false],
  ['1.2', '1.2.9', 'npm', true],
  ['1.2', '1.9.0', 'cargo', true],
  ['', '1.0.0', 'npm', true],
  // What leaves a version out is taken as wide as it can be.
  ['!= 1.2.0', '1.2.0', 'terraform', true],
  ['^1.0.0', '1.1.0-beta.1', 'npm', null],
  ['latest', '1.0.0', 'npm', null],
  ['^1.0.0', 'not a version', 'npm', null],
  ['^1.0.0', null, 'npm', null],
] as const)('"%s" and %s of %s: %s', (constraint, version, syntax, admits) => {
  expect(constraintAdmits(constraint, version, syntax)).toBe(admits);
});
