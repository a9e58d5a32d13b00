import { expect, test } from 'vitest';
import { claimOf } from './claim.ts';

test.each([
  ['v4', ['v4', 'v4.2', 'v4.2.2'], 'v4.2.2'],
  ['v4.2', ['v4', 'v4.2', 'v4.2.2'], 'v4.2.2'],
  ['v4.2.2', ['v4', 'v4.2', 'v4.2.2'], 'v4.2.2'],
  ['4', ['v4.2.2'], '4'],
  ['v4', [], 'v4'],
  // A longer number is another one, and what follows a hyphen is no release of it.
  ['v4', ['v40.1.0', 'v4.1.0-rc.1', 'v4-latest', 'v4.x'], 'v4'],
  ['v4', ['v4.9.0', 'v4.10.0', 'v4.10'], 'v4.10.0'],
  ['release-1', ['release-1.9.1', 'release-1.10.0'], 'release-1.10.0'],
  ['modules/vpc/v1', ['modules/vpc/v1.2.3', 'v1.2.3'], 'modules/vpc/v1.2.3'],
  ['refs/tags/v4', ['v4.2.2'], 'v4.2.2'],
  ['refs/tags/v4', ['v4'], 'v4'],
])('a commit that %s leads to, with the tags %j, is told as %s', (asked, names, claim) => {
  expect(claimOf(asked, names)).toBe(claim);
  expect(claimOf(asked, names.toReversed())).toBe(claim);
});
