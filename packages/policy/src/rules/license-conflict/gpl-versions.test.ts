import { describe, expect, test } from 'vitest';
import { joiningOf } from './gpl-versions.ts';

// Whether a license fits under GPL-2.0-only and GPL-3.0-only, as OSADL's matrix of 2024-05-25 has it
// (https://www.osadl.org/fileadmin/checklists/matrix.html, CC-BY-4.0). What it calls "check dependency" may be combined, each
// part under its own license; that the AGPL and version 3 of the GPL may, section 13 of both says.
const osadl: Readonly<Record<string, readonly [two: boolean, three: boolean]>> = {
  '0BSD': [true, true],
  'AGPL-3.0-only': [false, true],
  'AGPL-3.0-or-later': [false, true],
  'Apache-1.0': [false, false],
  'Apache-1.1': [false, false],
  'Apache-2.0': [false, true],
  'Artistic-2.0': [true, true],
  'BSD-2-Clause': [true, true],
  'BSD-3-Clause': [true, true],
  'BSD-4-Clause': [false, false],
  'BSD-4-Clause-UC': [false, false],
  'CDDL-1.0': [false, false],
  'CDDL-1.1': [false, false],
  'CPL-1.0': [false, false],
  'ECL-2.0': [false, true],
  'EPL-1.0': [false, false],
  'EUPL-1.2': [true, true],
  'GPL-2.0-or-later': [true, true],
  'IPL-1.0': [false, false],
  ISC: [true, true],
  'LGPL-2.0-only': [true, true],
  'LGPL-2.1-only': [true, true],
  'LGPL-2.1-or-later': [true, true],
  'LGPL-3.0-only': [false, true],
  'LGPL-3.0-or-later': [false, true],
  MIT: [true, true],
  'MPL-1.1': [false, false],
  'MPL-2.0': [true, true],
  'MPL-2.0-no-copyleft-exception': [false, false],
  'MS-RL': [false, false],
  'OSL-3.0': [false, false],
  OpenSSL: [false, false],
  'PHP-3.01': [false, false],
  Unlicense: [true, true],
  Zlib: [true, true],
};

describe('versions of the GPL that a license fits to are those of the matrix', () => {
  test.each(Object.entries(osadl))('%s', (license, [two, three]) => {
    expect(joiningOf(license)?.versions).toEqual([...(two ? [2] : []), ...(three ? [3] : [])]);
  });
});

test.each([
  ['GPL-2.0-only', true, [2]],
  ['GPL-2.0-or-later', true, [2, 3]],
  ['GPL-3.0-or-later', true, [3]],
  ['AGPL-3.0-only', true, [3]],
  ['LGPL-2.1-only', false, [2, 3]],
  ['GPL-2.0-only OR MIT', false, [2, 3]],
  ['GPL-2.0-only OR AGPL-3.0-only', true, [2, 3]],
  ['GPL-2.0-only AND Apache-2.0', true, []],
  ['GPL-2.0-or-later AND Apache-2.0', true, [3]],
  ['GPL-2.0-only WITH Classpath-exception-2.0', false, [2, 3]],
  ['LicenseRef-Acme', false, [2, 3]],
])('%s', (license, isBinding, versions) => {
  expect(joiningOf(license)).toEqual({ isBinding, versions });
});

test('what is no expression says nothing', () => {
  expect(joiningOf('NONE')).toBe(null);
});
