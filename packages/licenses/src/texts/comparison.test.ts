import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import spdx from 'spdx-license-list/full.js';
import { describe, expect, test } from 'vitest';
import type { ListedText } from '../../compile-texts.ts';
import { readLines } from '../../read-lines.ts';
import { licenseOfText, readTexts, type TextAnswer } from './license-texts.ts';

const data = (name: string) => readFileSync(join(import.meta.dirname, '../../data', name), 'utf8');
const texts = readTexts(data('texts.json'), () => data('references.json'));
const exceptions = new Map(
  readLines<ListedText>(join(import.meta.dirname, '../../texts/exceptions.jsonl')).map(({ id, text }) => [
    id,
    text,
  ]),
);

function textOf(id: string): string {
  return spdx[id]?.licenseText ?? '';
}

function custom(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../texts/custom', `${name}.txt`), 'utf8');
}

function said(text: string): string {
  const answer = licenseOfText(texts, text);
  return 'unknown' in answer ? `unknown: ${answer.unknown}` : answer.expression;
}

function known(text: string): Extract<TextAnswer, { expression: string }> {
  const answer = licenseOfText(texts, text);
  if ('unknown' in answer) throw new Error(answer.unknown);
  return answer;
}

const preface = '# Wharf\n\nWharf is a tool for boats, by Jane Doe.\n\n';
const neighbours = [
  ...['MIT', 'MIT-0', 'X11', 'ISC', '0BSD', 'BSD-1-Clause', 'BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause'],
  ...['BSD-3-Clause-Clear', 'BSD-4-Clause-UC', 'Apache-1.1', 'Apache-2.0', 'GPL-1.0-only', 'GPL-2.0-only'],
  ...[
    'GPL-3.0-only',
    'AGPL-3.0-only',
    'LGPL-2.0-only',
    'LGPL-2.1-only',
    'LGPL-3.0-only',
    'MPL-1.1',
    'MPL-2.0',
  ],
  ...[
    'EPL-1.0',
    'EPL-2.0',
    'BUSL-1.1',
    'SSPL-1.0',
    'Elastic-2.0',
    'CC-BY-4.0',
    'CC-BY-SA-4.0',
    'CC0-1.0',
    'Zlib',
  ],
  ...['FSL-1.1-ALv2', 'FSL-1.1-MIT', 'PolyForm-Noncommercial-1.0.0', 'PolyForm-Small-Business-1.0.0'],
];

describe('a license below a preface', () => {
  test.each(neighbours)('%s is told from its neighbours', (id) => {
    const text = `${preface}${textOf(id)}`;
    const answer = licenseOfText(texts, text);
    expect('unknown' in answer ? answer.unknown : answer.expression).toBe(id);
    expect(answer.found.length).toBeGreaterThan(0);
  });

  test.each([
    ...['LicenseRef-RSALv2', 'LicenseRef-RSALv2@2023-12-30'],
    'LicenseRef-Timescale',
    'LicenseRef-Confluent-Community-1.0',
    'LicenseRef-Elastic-License-1.0',
    'LicenseRef-PolyForm-Shield-1.0.0',
    'LicenseRef-PolyForm-Perimeter-1.0.1',
    'LicenseRef-FSL-1.0-MIT',
  ])('%s is known though SPDX does not list it', (name) => {
    expect(said(`${preface}${custom(name)}`)).toBe(name.replace(/@.*/, ''));
  });

  test('says where it stands, and how it differs', () => {
    const text = `${preface}${textOf('MIT').replace('to deal\nin', 'to work\nin').replace('to deal in', 'to work in')}`;
    const answer = known(text);
    const [found] = answer.found;
    expect(answer).toMatchObject({ expression: 'MIT', basis: 'text' });
    expect(found?.score).toBeLessThan(1);
    expect(found?.differences).toEqual(['has "work" for "deal"']);
    expect(text.slice(found?.start, (found?.start ?? 0) + 24)).toBe('Permission is hereby gra');
    expect(text.slice((found?.end ?? 0) - 8, found?.end)).toBe('SOFTWARE');
    expect(answer.note).toContain('has "work" for "deal"');
  });
});

describe('a license that was changed is not that license', () => {
  test.each([
    ['MIT', 'without restriction, including', 'without restriction except for commercial use, including'],
    ['ISC', 'with or without fee', 'without fee'],
    ['MIT', 'The above copyright notice', 'The above copyright notice need not be kept. The above notice'],
    ['BSD-3-Clause', 'Redistributions of source code must', 'Redistributions of source code need not'],
    [
      'Apache-2.0',
      'perpetual, worldwide, non-exclusive, no-charge',
      'worldwide, non-exclusive, revocable, limited',
    ],
    ['BUSL-1.1', 'make non-production use', 'make use'],
    ['BUSL-1.1', 'fourth anniversary', 'fifth anniversary'],
  ])('%s with other words for "%s"', (id, written, instead) => {
    const pattern = new RegExp(written.replaceAll(' ', '\\s+'));
    expect(textOf(id)).toMatch(pattern);
    expect(said(textOf(id).replace(pattern, instead))).toContain(`unknown: It reads like ${id}`);
  });

  test('a clause more, a clause less, or half of it', () => {
    expect(
      said(`${textOf('MIT')}\n\nYou may not use the Software for anything that competes with us.`),
    ).toContain('beside it words that may change');
    expect(said(textOf('MIT').replace(/The above copyright notice[^.]*\./, ''))).toMatch(/^unknown/);
    expect(said(textOf('GPL-3.0-only').slice(0, 19_000))).toMatch(
      /^unknown: It has no licence text .* nearest is /,
    );
  });

  test('a title that names another version', () => {
    const text = textOf('MPL-2.0').replace(/Version 2\.0/, 'Version 1.0');
    expect(said(text)).toContain('unknown: Its words are those of MPL-2.0, but its title names version 1.0');
  });
});

describe('several licenses in one file', () => {
  const both = `${textOf('MIT')}\n\n-----\n\n${textOf('Apache-2.0')}`;

  test('are named and conclude nothing without a statement', () => {
    const answer = licenseOfText(texts, both);
    expect(answer).toMatchObject({
      unknown: expect.stringContaining('It holds MIT and Apache-2.0, and nothing in it'),
    });
    expect(answer.found.map(({ id }) => id)).toEqual(['MIT', 'Apache-2.0']);
    expect(answer.found[0]?.end).toBeLessThan(answer.found[1]?.start ?? 0);
  });

  test.each([
    'This project is dual-licensed under either of the MIT License or the Apache License, Version 2.0, at your option.',
    'Licensed under the terms of your choice of MIT or Apache-2.0.',
    'SPDX-License-Identifier: MIT OR Apache-2.0',
  ])('stand for an expression with "%s"', (statement) => {
    expect(said(`${statement}\n\n${both}`)).toBe('MIT OR Apache-2.0');
  });

  test.each([
    'Wharf is under the MIT License, except for src/vendor, which is under the Apache License 2.0.',
    'The documentation is licensed under MIT or Apache-2.0.',
  ])('conclude nothing with "%s"', (statement) => {
    expect(said(`${statement}\n\n${both}`)).toMatch(/^unknown: It holds MIT and Apache-2.0, and beside it/);
  });

  test('that are not those of the statement conclude nothing', () => {
    expect(said(`SPDX-License-Identifier: ISC\n\n${textOf('MIT')}`)).toContain('It says ISC, but holds MIT');
    expect(said(`This project is licensed under the ISC License.\n\n${textOf('MIT')}`)).toContain(
      'It says ISC, but holds MIT',
    );
  });

  test('a condition or an exception joins its license', () => {
    expect(
      said(`${custom('LicenseRef-Commons-Clause-1.0')}\n\nSoftware: Wharf\nLicense: MIT\n\n${textOf('MIT')}`),
    ).toBe('MIT AND LicenseRef-Commons-Clause-1.0');
    const classpath = exceptions.get('Classpath-exception-2.0') ?? '';
    expect(said(`${textOf('GPL-2.0-only')}\n\n${classpath}`)).toBe(
      'GPL-2.0-only WITH Classpath-exception-2.0',
    );
    expect(said(classpath)).toContain('without the licence that it is an exception from');
  });
});

describe('a file without the text of a license', () => {
  const gnu = (version: string) =>
    `This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the Free Software Foundation; ${version}.\n\nThis program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details.\n`;

  test.each([
    [gnu('either version 2 of the License, or (at your option) any later version'), 'GPL-2.0-or-later'],
    [gnu('version 3'), 'GPL-3.0-only'],
    ['This project is licensed under the terms of the MIT license.', 'MIT'],
    ['This project is dual-licensed under the Unlicense and MIT licenses.', 'Unlicense OR MIT'],
    ['SPDX-License-Identifier: MPL-2.0', 'MPL-2.0'],
    ['MIT OR Apache-2.0', 'unknown'],
  ])('says what it says: %s', (text, expected) => {
    const answer = licenseOfText(texts, text);
    if (expected === 'unknown') expect(answer).toHaveProperty('unknown');
    else expect(answer).toMatchObject({ expression: expected, basis: expect.not.stringMatching(/^text$/) });
  });

  test('has the version of the notice where both are in the file', () => {
    expect(
      said(
        `${gnu('either version 3 of the License, or (at your option) any later version')}\n\n${textOf('GPL-3.0-only')}`,
      ),
    ).toBe('GPL-3.0-or-later');
  });
});

describe('the parameters of the Business Source License', () => {
  const terms = textOf('BUSL-1.1');
  // As HashiCorp keeps it: a grant of many paragraphs, a notice, and no covenants.
  const hashicorp = `License text copyright (c) 2020 MariaDB Corporation Ab, All Rights Reserved.
"Business Source License" is a trademark of MariaDB Corporation Ab.

Parameters

Licensor:             HashiCorp, Inc.
Licensed Work:        Wharf Version 1.6.0 or later. The Licensed Work is (c) 2024
                      HashiCorp, Inc.
Additional Use Grant: You may make production use of the Licensed Work, provided
                      Your use does not compete with us.

                      Hosting the Licensed Work for internal purposes is no competition.
Change Date:          Four years from the date the Licensed Work is published.
Change License:       MPL 2.0

For information about alternative licensing arrangements for the Licensed Work,
please contact licensing@hashicorp.com.

Notice

Business Source License 1.1

Terms

${terms.slice(terms.indexOf('The Licensor hereby grants you'), terms.indexOf('MariaDB hereby grants'))}`;

  test('are read out', () => {
    expect(known(hashicorp)).toMatchObject({
      expression: 'BUSL-1.1',
      score: 1,
      parameters: {
        licensor: 'HashiCorp, Inc.',
        licensedWork: 'Wharf Version 1.6.0 or later. The Licensed Work is (c) 2024 HashiCorp, Inc.',
        additionalUseGrant:
          'You may make production use of the Licensed Work, provided Your use does not compete with us. Hosting the Licensed Work for internal purposes is no competition.',
        changeDate: 'Four years from the date the Licensed Work is published.',
        changeLicense: 'MPL 2.0',
      },
    });
  });

  test('are no license without its terms', () =>
    expect(said(hashicorp.slice(0, hashicorp.indexOf('Terms\n')))).toMatch(/^unknown/));
});
