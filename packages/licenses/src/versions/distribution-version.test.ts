import { expect, test } from 'vitest';
import { upstreamVersion } from './distribution-version.ts';

test.each([
  ['2:9.0.1378-2+deb12u2', '9.0.1378'],
  ['1.1.1n-0+deb11u5', '1.1.1'],
  ['8.5.0-r0', '8.5.0'],
  ['1.26.*', '1.26'],
  ['~=3.19', '3.19'],
  ['>=3.0', '>=3.0'],
  ['latest', 'latest'],
  ['', ''],
])('%s is of %s', (version, expected) => {
  expect(upstreamVersion(version)).toBe(expected);
});
