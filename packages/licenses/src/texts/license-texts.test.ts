import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { asciiJson } from '../../compile.ts';
import { compileTexts, type ListedText, listedTexts, sharedTexts } from '../../compile-texts.ts';
import { type LicenseTexts, licenseOfText, readTexts } from './license-texts.ts';
import { normaliseLicenseText } from './normalise.ts';

const json = readFileSync(join(import.meta.dirname, '../../data/texts.json'), 'utf8');
const texts: LicenseTexts = readTexts(json);
let listed: readonly ListedText[] = [];

beforeAll(() => {
  listed = listedTexts();
});

function textOf(id: string): string {
  return listed.find((one) => one.id === id)?.text ?? '';
}

function said(text: string): string {
  const answer = licenseOfText(texts, text);
  return 'unknown' in answer ? 'unknown' : answer.expression;
}

function reflowed(text: string, width: number): string {
  const apart = text.replace(/^\s*(?:copyright|\(c\)|all rights reserved).*$/gim, '\n$&\n');
  return apart
    .split(/\n\s*\n/)
    .map((paragraph) => (/^\s*(?:copyright|\(c\))/i.test(paragraph) ? paragraph : wrapped(paragraph, width)))
    .join('\n\n');
}

function wrapped(paragraph: string, width: number): string {
  const lines: string[] = [''];
  for (const word of paragraph.trim().split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

function withHolder(text: string): string {
  const notice = 'Copyright (c) 2017-2024 Ümlaut & Sons, Inc. and contributors (https://x.example)';
  return text.replace(/^(\s*)copyright\s*(?:\(c\)|©)?\s*[<[{]?(?:year|yyyy|\d{4})[^\n]*$/gim, notice);
}

const textOnly =
  /\+$|-only$|-or-later$|-(?:no-)?(?:invariants|RFN)(?:-only|-or-later)?$|-no-copyleft-exception$/;

function isSameText(one: string, other: string): boolean {
  const bare = (id: string) => id.replace(textOnly, '').replace(textOnly, '');
  // Two pairs whose texts are the same on the list.
  const twins = [
    ['CAL-1.0', 'CAL-1.0-Combined-Work-Exception'],
    ['SMLNJ', 'StandardML-NJ'],
    ['zlib-acknowledgement', 'Nunit'],
  ];
  return bare(one) === bare(other) || twins.some((pair) => pair.includes(one) && pair.includes(other));
}

describe('the texts of the SPDX list', () => {
  test('only ids of one text share a key', () => {
    const strangers = sharedTexts(listed).filter(
      ([first = '', ...rest]) => !rest.every((id) => isSameText(first, id)),
    );
    // The text of 2.3 differs from that of 2.2.2 in its title alone, so neither is answered.
    expect(strangers).toEqual([['OLDAP-2.2.2', 'OLDAP-2.3']]);
    expect(said(textOf('OLDAP-2.3'))).toBe('unknown');
  });

  test('are found with another holder and other line breaks, never as another license', () => {
    const answers = listed.flatMap(({ id, text }) =>
      [60, 79, 120].map((width) => ({ id, said: said(reflowed(withHolder(text), width)) })),
    );
    const wrong = answers.filter((one) => one.said !== 'unknown' && !isSameText(one.id, one.said));
    expect(wrong).toEqual([]);
    const found = answers.length - answers.filter((one) => one.said === 'unknown').length;
    expect(found / answers.length).toBeGreaterThan(0.88);
  });

  test.each([
    'MIT',
    'Apache-2.0',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'MPL-2.0',
    'GPL-2.0-only',
    'GPL-3.0-only',
    'LGPL-2.1-only',
    'LGPL-3.0-only',
    'AGPL-3.0-only',
    '0BSD',
    'MIT-0',
    'Unlicense',
    'CC0-1.0',
    'BUSL-1.1',
    'SSPL-1.0',
    'Elastic-2.0',
    'EPL-2.0',
    'Zlib',
  ])('%s is found at any width', (id) => {
    for (const width of [60, 72, 79, 100]) expect(said(reflowed(withHolder(textOf(id)), width))).toBe(id);
    expect(said(textOf(id).toUpperCase())).toBe(id);
    expect(said(textOf(id).replaceAll('\n', '\r\n'))).toBe(id);
    expect(
      said(
        `${textOf(id)
          .split('\n')
          .map((line) => `# ${line}`)
          .join('\n')}\n`,
      ),
    ).toBe(id);
  });
});

describe('neighbours stay apart', () => {
  test('a paragraph more or less is another text', () => {
    expect(said(textOf('MIT').replace(/The above copyright notice.*?Software\.\n/s, ''))).not.toBe('MIT');
    expect(said(`${textOf('MIT')}\n\n${textOf('Apache-2.0')}`)).toBe('unknown');
    expect(said(`${textOf('Apache-2.0')}\n\n${textOf('MIT')}`)).toBe('unknown');
    expect(said(`${textOf('GPL-2.0-only')}\n\n${textOf('MIT')}`)).toBe('unknown');
    expect(said(`${textOf('MIT')}\nThe Software shall be used for Good, not Evil.`)).toBe('unknown');
    expect(
      said(
        `"Commons Clause" License Condition v1.0\n\nThe Software is provided to you subject to conditions.\n\n${textOf('MIT')}`,
      ),
    ).toBe('unknown');
  });

  test('a BSD license names its holder anywhere', () => {
    const google = textOf('BSD-3-Clause')
      .replaceAll('the copyright holder', 'Google Inc.')
      .replaceAll('THE COPYRIGHT HOLDERS AND CONTRIBUTORS', 'GOOGLE INC.');
    expect(said(google)).toBe('BSD-3-Clause');
  });

  test('Apache-2.0 is known without its appendix, with the appendix filled in, and from its notice alone', () => {
    const whole = textOf('Apache-2.0');
    const appendix = whole.indexOf('APPENDIX');
    expect(said(whole.slice(0, appendix))).toBe('Apache-2.0');
    expect(said(whole.replace('[yyyy] [name of copyright owner]', '2019 HashiCorp, Inc.'))).toBe(
      'Apache-2.0',
    );
    expect(
      said(`Copyright 2019 Somebody\n\n${whole.slice(whole.indexOf('Licensed under the Apache'))}`),
    ).toBe('Apache-2.0');
  });

  test('what somebody adds where a license tells how to apply it is no part of that', () => {
    const slot = "<one line to give the program's name and a brief idea of what it does.>";
    const applied = (id: string, words: string) => said(textOf(id).replace(slot, () => words));
    expect(applied('AGPL-3.0-only', 'Wharf: a tool for boats, their owners, and whoever lends them')).toBe(
      'AGPL-3.0-only',
    );
    const term = 'ADDITIONAL TERM: nobody may offer this work as a hosted service to others.';
    expect(applied('AGPL-3.0-only', term)).toBe('unknown');
    expect(applied('GPL-3.0-only', `${slot}\n\n${term}`)).toBe('unknown');
    expect(applied('GPL-3.0-only', `${slot} ${'boats and '.repeat(20)}`)).toBe('unknown');
    expect(said(textOf('Apache-2.0').replace('[yyyy] [name of copyright owner]', () => term))).toBe(
      'unknown',
    );
  });

  test('the text of the GPL says nothing of later versions, and the answer says so', () => {
    expect(licenseOfText(texts, textOf('GPL-3.0-or-later'))).toMatchObject({
      expression: 'GPL-3.0-only',
      note: expect.stringContaining('neither "only" nor "or later"'),
    });
  });
});

describe('hostile texts', () => {
  test('are unknown', () => {
    expect(said('')).toBe('unknown');
    expect(said('\u0000'.repeat(1_000))).toBe('unknown');
    expect(said('x'.repeat(1_000_000))).toBe('unknown');
    for (const piece of [
      'how to apply these terms to your new programs ',
      'end of terms and conditions ',
      'copyright ',
      '* ',
      'neither the name of ',
      '1. ',
      '<!-- ',
      '(c) 2000\n',
      '- \n',
    ]) {
      expect(said(piece.repeat(Math.floor(190_000 / piece.length)))).toBe('unknown');
    }
  });

  test('what is left of a text is words', () => {
    expect(normaliseLicenseText('This is the “Software”—its licence,\u00a0as-is.')).toBe(
      'this is the software its license as is',
    );
  });
});

test('the compiled table is fresh; otherwise run build.ts', () => {
  expect(asciiJson(compileTexts(listed)) === json).toBe(true);
});
