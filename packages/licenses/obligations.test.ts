import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { asciiJson, readFactFiles } from './compile.ts';
import { compileObligations, type ObligationLine } from './compile-obligations.ts';
import { compileStandardTexts } from './compile-standard-texts.ts';
import { readLines } from './read-lines.ts';
import { obligationIds } from './src/obligations.ts';
import { readStandardTexts, type StandardText } from './src/standard-texts.ts';

const facts = join(import.meta.dirname, 'facts');
const { classes, customLicenses } = readFactFiles(facts);
const lines = readLines<ObligationLine>(join(facts, 'obligations.jsonl'));
const exceptions = readLines<StandardText>(join(facts, 'exceptions.jsonl'));
const compiledTexts = asciiJson(compileStandardTexts(exceptions));
const texts = readStandardTexts(compiledTexts);

const said = lines.flatMap((line) => {
  const asks = 'asks' in line ? line.asks : 'adds' in line ? line.adds : {};
  const of = 'id' in line ? line.id : line.class;
  return Object.entries(asks).map(([id, source]) => ({ of, id, source }));
});

describe('each obligation', () => {
  test('is one of the list, and says where it was read', () => {
    expect(said.filter(({ id }) => !obligationIds.some((known) => known === id))).toEqual([]);
    expect(
      said.filter(
        ({ source }) => !/^(?:text: \S|choosealicense\.com: [a-z-]+$|judgement$|judgement: \S)/.test(source),
      ),
    ).toEqual([]);
  });

  test('that quotes its licence quotes it', () => {
    const quotes = said.filter(({ source }) => source.startsWith('text: '));
    const wrong = quotes.filter(({ of, source }) => !wordsOf(of).includes(source.slice('text: '.length)));
    expect(wrong).toEqual([]);
    expect(quotes.length).toBeGreaterThan(300);
  });

  test('is used by some licence', () => {
    const used = new Set(said.map(({ id }) => id));
    expect(obligationIds.filter((id) => !used.has(id))).toEqual([]);
  });
});

test('each licence has one line at most, and is one that has a class', () => {
  const written = lines.map((line) => ('id' in line ? line.id : `class ${line.class}`));
  expect(written).toEqual([...new Set(written)]);
  const known = new Set([...classes, ...customLicenses].map(({ id }) => id));
  expect(written.filter((id) => !id.startsWith('class ') && !known.has(id))).toEqual([]);
});

test('every exception of the SPDX list has its text', () => {
  const missing = exceptionIds.filter((id) => (texts.exception(id)?.text ?? '') === '');
  expect(missing).toEqual([]);
});

test('nearly every licence of the SPDX list has its text', () => {
  const missing = classes.filter(({ id }) => texts.license(id) === undefined).map(({ id }) => id);
  // Younger than the list that the texts come from.
  expect(missing).toEqual([
    'BSD-2-Clause-pos-unchanged',
    'BSD-3-Clause-OpenWebUI',
    'BSD-Source-Code-no-disclaimer',
    'BSD-Source-alt-GPL',
    'BSD-ask-to-endorse',
    'Brian-Gladman-3-Clause-no-conversion',
    'Bugroff',
    'CC-BY-NC-3.0-IGO',
    'FDK-MPEG-H',
    'Hippocratic-3.0-core',
    'Informatica',
    'MVT-1.1',
    'atc-game',
  ]);
});

test('the compiled data is fresh; otherwise run build.ts', () => {
  const data = (name: string) => readFileSync(join(import.meta.dirname, 'data', name));
  const fresh = asciiJson(compileObligations(lines, [...classes, ...customLicenses]));
  expect(data('obligations.json').toString() === fresh).toBe(true);
  const packed = data('license-texts.json.br');
  expect(brotliDecompressSync(packed).toString() === compiledTexts).toBe(true);
  expect(packed.length).toBeLessThan(1_000_000);
});

/** The words of a licence in lower case, a single space between them. */
function wordsOf(id: string): string {
  const text = texts.license(id)?.text ?? '';
  return text.toLowerCase().replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/\s+/g, ' ');
}
