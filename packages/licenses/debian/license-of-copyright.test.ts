import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTexts } from '../src/texts/license-texts.ts';
import { parseCopyright } from './copyright.ts';
import { spdxOfSynopsis } from './expression.ts';
import { licenseOfCopyright } from './license-of-copyright.ts';
import { packageLines } from './package-lines.ts';

const texts = readTexts(readFileSync(join(import.meta.dirname, '../data/texts.json'), 'utf8'));
const format = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n';

describe('a machine-readable copyright file', () => {
  const file = `${format}Upstream-Name: thing

Files: *
Copyright: 2020, Somebody
License: GPL-2+ or Expat

Files: lib/*
Copyright: 2020, Somebody
License: BSD-3-clause
 Redistribution and use …
 .
 THIS SOFTWARE …

Files: debian/*
Copyright: 2020, A maintainer
License: GPL-3+
`;

  test('has a main license, the names of the others without the packaging, and texts', () => {
    const copyright = parseCopyright(file);
    expect(copyright?.main?.synopsis).toBe('GPL-2+ or Expat');
    expect(copyright?.others).toEqual(['BSD-3-clause']);
    expect(copyright?.texts.get('bsd-3-clause')).toBe('Redistribution and use …\n\nTHIS SOFTWARE …');
  });

  test('gives the main license in SPDX, with a note about the others', () => {
    expect(licenseOfCopyright(file, texts)).toEqual({
      license: 'GPL-2.0-or-later OR MIT',
      verified: false,
      note: 'The main license; the package names 1 more for parts of it: BSD-3-clause.',
    });
  });

  test('without "Files: *" gives none', () => {
    const part = `${format}\nFiles: src/*\nCopyright: 2020, Somebody\nLicense: Expat\n`;
    expect(licenseOfCopyright(part, texts)).toEqual({ because: 'It states no licence for "Files: *".' });
  });

  test('whose name is unknown, or stands over the text of another license, gives none', () => {
    const other = `${format}\nFiles: *\nCopyright: 2020, Somebody\nLicense: custom\n Do what you like.\n`;
    expect(licenseOfCopyright(other, texts)).toEqual({ because: '"custom" has no known meaning.' });
    const zero =
      'Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.\n\nTHE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.';
    const under = (name: string) =>
      `${format}\nFiles: *\nCopyright: 2020, Somebody\nLicense: ${name}\n${zero.replace(/^$/gm, '.').replace(/^/gm, ' ')}\n`;
    expect(licenseOfCopyright(under('custom'), texts)).toMatchObject({ license: '0BSD', verified: true });
    expect(licenseOfCopyright(under('ISC'), texts)).toEqual({ because: '"ISC" has no known meaning.' });
  });
});

describe('a copyright file in free words', () => {
  const grant =
    'This is free software; you can redistribute it under the terms of the GNU General Public License; either version 2 of the License, or (at your option) any later version.\nSee /usr/share/common-licenses/GPL-2.';

  test('gives the one license that it grants', () => {
    expect(licenseOfCopyright(grant, texts)).toMatchObject({ license: 'GPL-2.0-or-later', verified: false });
  });

  test.each([
    ['a second license', `${grant}\nParts: Permission is hereby granted, free of charge, …`],
    ['a second file', `${grant}\nSee also /usr/share/common-licenses/LGPL-2.1.`],
    ['no version', 'This is under the GNU General Public License, see /usr/share/common-licenses/GPL-2.'],
    ['nothing', 'Copyright 2020 Somebody. All rights reserved.'],
  ])('with %s gives none', (_, file) => {
    expect(licenseOfCopyright(file, texts)).toHaveProperty('because');
  });
});

test.each([
  ['Expat and ISC or Zlib', 'MIT AND ISC OR Zlib'],
  ['Expat or ISC, and Zlib', '(MIT OR ISC) AND Zlib'],
  ['Expat or unknown', null],
])('the synopsis "%s" is %s', (synopsis, expected) => {
  const ids = new Map([
    ['Expat', 'MIT'],
    ['ISC', 'ISC'],
    ['Zlib', 'Zlib'],
  ]);
  expect(spdxOfSynopsis(synopsis, (name) => ids.get(name) ?? null)).toBe(expected);
});

test('all packages of a source have its licence; other release series only where the software keeps it', () => {
  const packages = [
    { name: 'php8.2-xml', source: 'php8.2' },
    { name: 'libssl3', source: 'openssl' },
    { name: 'libssl3-dbg', source: 'openssl' },
    { name: 'other', source: 'other' },
  ];
  const lines = packageLines(packages, new Set(['debian:php8.2', 'debian:openssl']), [
    { key: 'os-package:deb/php', application: 'debian:php8.2', readIn: "Debian's package php8.2" },
  ]);
  expect(lines.map(({ key, readIn }) => `${key} ${readIn ?? ''}`)).toEqual([
    'os-package:deb/libssl3 ',
    "os-package:deb/php Debian's package php8.2",
    "os-package:deb/php*-xml Debian's package php8.2-xml",
    'os-package:deb/php8.2-xml ',
  ]);
});
