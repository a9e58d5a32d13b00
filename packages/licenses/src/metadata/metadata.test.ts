import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExpression } from '@fineprint/core';
import spdx from 'spdx-license-list/full.js';
import { describe, expect, test } from 'vitest';
import { readTexts } from '../texts/license-texts.ts';
import { evidenceFromField } from './license-field.ts';
import { evidenceFromHeader, evidenceFromLicenseFile, isLicenseFile } from './license-file.ts';
import { evidenceFromPackageMetadata } from './package-metadata.ts';

function field(written: string): string {
  const read = evidenceFromField('package.json', written);
  return 'is' in read ? `unread: ${read.because}` : `${read.expression} ${read.confidence}`;
}

function declared(path: string, text: string): string {
  const read = evidenceFromPackageMetadata(path, text);
  return read.map((one) => ('is' in one ? `unread: ${one.because}` : one.expression)).join('; ');
}

describe('a license field', () => {
  test.each([
    ['MIT', 'MIT 0.9'],
    [' (MIT OR Apache-2.0) ', 'MIT OR Apache-2.0 0.9'],
    ['apache-2.0', 'Apache-2.0 0.9'],
    ['GPL-3.0', 'GPL-3.0-only 0.9'],
    ['NONE', 'NONE 0.9'],
    ['Apache 2.0', 'Apache-2.0 0.75'],
    ['Apache License, Version 2.0', 'Apache-2.0 0.75'],
    ['The MIT License (MIT)', 'MIT 0.75'],
    ['GPLv3+', 'unread'],
    ['BSD', 'unread'],
    ['GPL', 'unread'],
    ['GPLv3', 'unread'],
    ['UNLICENSED', 'unread: The license field says UNLICENSED'],
    ['Unlicense', 'Unlicense 0.9'],
    ['SEE LICENSE IN ../../x', 'unread: The license field only points to another file.'],
    ['LICENSE.md', 'unread: The license field only points'],
    ['https://example.com/license', 'unread: The license field only points'],
    ['MIT | --:|--: | EVIL', 'unread: The license field is not understood'],
    ['<script>alert(1)</script>', 'unread'],
    ['LicenseRef-<script>', 'unread'],
    ['NOASSERTION', 'unread'],
    ['', 'unread: The license field is empty.'],
    ['__proto__', 'unread'],
  ])('%s: %s', (written, expected) => {
    if (written === 'GPLv3+') expect(field(written)).toBe('GPL-3.0-or-later 0.75');
    else expect(field(written)).toContain(expected);
  });

  test('of a megabyte is not read', () => {
    expect(field('MIT '.repeat(250_000))).toBe('unread: The license field has 1000000 characters.');
  });
});

test('every alias means an expression', () => {
  const source = readFileSync(join(import.meta.dirname, 'aliases.ts'), 'utf8');
  const ids = [...source.matchAll(/^ {4}'?([A-Za-z0-9.-]+)'?: \[/gm)].map(([, id = '']) => id);
  expect(ids.length).toBeGreaterThan(15);
  expect(ids.filter((id) => parseExpression(id).is !== 'expression')).toEqual([]);
});

describe('metadata files', () => {
  test.each([
    ['package.json', '{"license":"MIT"}', 'MIT'],
    ['a/package.json', '{"license":{"type":"ISC","url":"x"}}', 'ISC'],
    ['package.json', '{"licenses":[{"type":"MIT"},{"type":"Apache-2.0"}]}', 'MIT OR Apache-2.0'],
    ['package.json', '{"name":"x"}', ''],
    ['package.json', '{"license":7}', 'unread: Its license field is no text.'],
    ['package.json', '{"license":', 'unread: It cannot be read: The text ends inside'],
    ['package.json', '[]', 'unread: It holds no names with values.'],
    ['Chart.yaml', 'name: x\nannotations:\n  artifacthub.io/license: Apache-2.0 # why\n', 'Apache-2.0'],
    ['Chart.yaml', 'annotations:\n  "artifacthub.io/license": "MIT"\n', 'MIT'],
    ['Chart.yaml', 'name: x\n', ''],
    ['galaxy.yml', 'namespace: a\nlicense:\n  - GPL-2.0-or-later\ntags: []\n', 'GPL-2.0-or-later'],
    ['galaxy.yml', 'license: [MIT]\n', 'MIT'],
    ['galaxy.yml', 'license:\n- GPL-3.0-or-later\n- BSD-2-Clause\n', 'GPL-3.0-or-later AND BSD-2-Clause'],
    ['METADATA', 'Name: x\nLicense: BSD\nLicense-Expression: BSD-3-Clause\n\nLicense: MIT', 'BSD-3-Clause'],
    ['PKG-INFO', 'Name: x\nLicense: MIT License\n', 'MIT'],
    ['PKG-INFO', 'Name: x\n\nLicense: MIT\n', ''],
    ['Cargo.toml', '[package]\nlicense = "MIT OR Apache-2.0"\n', 'MIT OR Apache-2.0'],
    ['pyproject.toml', '[project]\nlicense = "ISC"\n', 'ISC'],
    ['pyproject.toml', '[project]\nlicense = {file = "LICENSE"}\n', ''],
    ['README.md', 'license: MIT', ''],
  ])('%s %s: %s', (path, text, expected) => {
    expect(declared(path, text)).toContain(expected);
    if (expected === '') expect(declared(path, text)).toBe('');
  });

  test('are evidence that the author declares', () => {
    expect(evidenceFromPackageMetadata('x/package.json', '{"license":"Apache 2.0"}')).toEqual([
      {
        expression: 'Apache-2.0',
        covers: 'artifact',
        method: 'package-metadata',
        acknowledgement: 'declared',
        source: 'x/package.json',
        verified: false,
        confidence: 0.75,
        note: '"Apache 2.0" is read as "Apache-2.0".',
      },
    ]);
  });
});

describe('files', () => {
  const texts = readTexts(readFileSync(join(import.meta.dirname, '../../data/texts.json'), 'utf8'));

  test('of these names hold a license', () => {
    const names = [
      'LICENSE',
      'license.md',
      'LICENCE.txt',
      'LICENSE-MIT',
      'COPYING',
      'COPYING.LESSER',
      'UNLICENSE',
      'LICENSE.APACHE-2.0',
    ];
    expect(names.filter((name) => !isLicenseFile(name))).toEqual([]);
    expect(['licenses.ts', 'LICENSE_HEADER/', 'my-license', 'copyright'].filter(isLicenseFile)).toEqual([]);
  });

  test('with the text of a license are evidence that was read', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../node_modules/semver/LICENSE'), 'utf8');
    expect(evidenceFromLicenseFile(texts, 'x/LICENSE', text)).toMatchObject({
      expression: 'ISC',
      method: 'file-text',
      acknowledgement: 'observed',
      verified: true,
      source: 'x/LICENSE',
      text: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(evidenceFromLicenseFile(texts, 'x/LICENSE', 'All mine.')).toMatchObject({
      is: 'unread',
      source: 'x/LICENSE',
    });
  });

  test('that only say what they are under are what an author declares, and no text', () => {
    const read = (name: string) => readFileSync(join(import.meta.dirname, '../../data', name), 'utf8');
    const all = readTexts(read('texts.json'), () => read('references.json'));
    const statement = 'This project is dual-licensed under the Unlicense and MIT licenses.';
    expect(evidenceFromLicenseFile(all, 'x/COPYING', statement)).toMatchObject({
      expression: 'Unlicense OR MIT',
      method: 'package-metadata',
      acknowledgement: 'declared',
      verified: false,
      confidence: 0.85,
    });
    const terms = spdx['BUSL-1.1']?.licenseText ?? '';
    const parameters =
      'Licensor: Wharf, Inc.\nLicensed Work: Wharf 2\nChange Date: 2029-01-01\nChange License: MIT\n\n';
    expect(evidenceFromLicenseFile(all, 'x/LICENSE', `${parameters}${terms}`)).toMatchObject({
      expression: 'BUSL-1.1',
      method: 'file-text',
      verified: true,
      confidence: 1,
      note: 'Licensor: Wharf, Inc; Licensed Work: Wharf 2; Change Date: 2029-01-01; Change License: MIT; Additional Use Grant: not stated.',
    });
  });

  test.each([
    ['# SPDX-License-Identifier: MPL-2.0\n', 'MPL-2.0'],
    ['/* SPDX-License-Identifier: GPL-2.0+ */', 'GPL-2.0-or-later'],
    ['<!-- SPDX-License-Identifier: MIT -->', 'MIT'],
    ['// SPDX-License-Identifier: (MIT OR ISC)\r\n', 'MIT OR ISC'],
  ])('with the header %s', (text, expected) => {
    expect(evidenceFromHeader('main.tf', text)).toMatchObject({
      expression: expected,
      method: 'spdx-header',
      acknowledgement: 'declared',
    });
  });

  test('without a header, or with a hostile one, are no evidence', () => {
    expect(evidenceFromHeader('main.tf', 'resource "x" "y" {}')).toBeNull();
    expect(evidenceFromHeader('main.tf', `${'#\n'.repeat(10_000)}# SPDX-License-Identifier: MIT`)).toBeNull();
    expect(evidenceFromHeader('main.tf', '# SPDX-License-Identifier: <b>')).toMatchObject({ is: 'unread' });
  });
});
