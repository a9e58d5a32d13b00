import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import spdx from 'spdx-license-list/full.js';
import { describe, expect, test } from 'vitest';
import { referenceTexts } from '../../compile-references.ts';
import { listedTexts } from '../../compile-texts.ts';
import { concludeText } from './conclusion.ts';
import { fileWordsOf, maximumPlaces, maximumSteps } from './file-words.ts';
import { matchesIn } from './matches.ts';
import { licenseWords, maximumTextLength } from './normalise.ts';
import { commonWords, maximumCells } from './pairing.ts';
import { readLicenseText } from './reading.ts';
import { type References, readReferences } from './references.ts';
import { runsOf } from './runs.ts';

const references = readReferences(
  readFileSync(join(import.meta.dirname, '../../data/references.json'), 'utf8'),
);

function textOf(id: string): string {
  return spdx[id]?.licenseText ?? '';
}

describe('hostile texts', () => {
  const mit = textOf('MIT');
  const pieces: readonly string[] = [
    ...[
      'the software is provided as is ',
      'permission is hereby granted free of charge to any person ',
      'neither the ',
    ],
    ...[
      'licensed under the mit license or the apache license version 2 0 at your option ',
      'Licensor:\n',
      'a\n',
    ],
    ...['gnu general public license version ', 'SPDX-License-Identifier: MIT\n', `${mit}\n`],
    ...[`${textOf('BSD-3-Clause')}\n`, textOf('GPL-3.0-only'), 'x'],
  ];

  test.each(pieces)('of %j, repeated, take a bounded number of comparisons', (piece) => {
    const text = piece.repeat(Math.floor(maximumTextLength / piece.length));
    const file = fileWordsOf(references, licenseWords(text));
    for (const places of file.places.values()) expect(places.length).toBeLessThanOrEqual(maximumPlaces);
    const [reference] = references.all.filter(({ id }) => id === 'MIT');
    if (reference !== undefined)
      expect(runsOf(file, references.words, reference).length).toBeLessThanOrEqual(256);
    const reading = readLicenseText(references, text, licenseWords(text));
    expect(reading.steps).toBeLessThan(maximumSteps * 1.1);
    expect(reading.found.length).toBeLessThanOrEqual(40 * 48);
    expect(reading.found.every(({ differences }) => differences.length <= 5)).toBe(true);
  });

  test('that are not compared to their end conclude nothing', () => {
    const text = `${mit}\n${textOf('Apache-2.0')}`;
    const file = fileWordsOf(references, licenseWords(text));
    file.budget.left = 1;
    expect(matchesIn(file, references)).toMatchObject({ found: [], isWhole: false });
    const reading = readLicenseText(references, text, licenseWords(text));
    expect(reading.isWhole).toBe(true);
    expect(concludeText({ ...reading, isWhole: false }, [])).toMatchObject({
      unknown: 'It repeats itself too often to be read to its end; it holds MIT and Apache-2.0.',
    });
  });

  test('gaps that are too long are not paired', () => {
    const long = new Uint16Array(maximumCells).fill(7);
    expect(commonWords({ one: long, other: long })).toEqual([]);
    expect(commonWords({ one: long.subarray(0, 3), other: long.subarray(0, 2) })).toEqual([
      { one: 0, other: 0, length: 2 },
    ]);
  });
});

test('the compiled references are fresh; otherwise run build.ts', () => {
  const wanted = referenceTexts(listedTexts());
  expect(references.all.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
  expect(wordsOf(references)).toBe(wanted.map(({ words }) => words.join(' ')).join('\n'));
});

function wordsOf({ all, words, vocabulary }: References): string {
  return all
    .map(({ start, end }) => [...words.subarray(start, end)].map((number) => vocabulary[number]).join(' '))
    .join('\n');
}
