import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import { type ListedText, type NamedText, plainestOf } from './compile-texts.ts';
import { calledBy } from './license-names.ts';
import { readLines } from './read-lines.ts';
import { licenseWords, nameOf } from './src/texts/normalise.ts';
import type { CompiledReferences, ReferenceKind } from './src/texts/references.ts';

/** A text that files are compared with, before it is packed. */
export interface ReferenceText {
  readonly id: string;
  readonly kind: ReferenceKind;
  readonly words: readonly string[];
  /** Ranges of words that the SPDX list marks as optional, as start and length. */
  readonly optional: readonly (readonly [number, number])[];
}

const folder = join(import.meta.dirname, 'texts');
const undeprecated: ReadonlySet<string> = new Set(current);

/** Reads everything that files are compared with: the SPDX list's texts, and those vendored under `texts/`. */
export function referenceTexts(listed: readonly ListedText[]): readonly ReferenceText[] {
  const known = listed.filter(({ id }) => undeprecated.has(id));
  const texts = [...known.map(bodyOfText), ...customTexts()].map(({ id, text }) => ({ id, text }));
  const notices = [...linesOf('headers.jsonl'), ...linesOf('notices.jsonl')]
    .filter(({ id }) => undeprecated.has(id))
    .map(({ id, text }) => ({ id, text: text.replace(placeholder, '') }));
  return [
    ...distinct(texts, 'text'),
    ...distinct(notices, 'notice').filter(({ words }) => words.length >= shortestNotice),
    ...distinct(linesOf('exceptions.jsonl'), 'exception'),
    ...distinct(parts(known), 'part'),
  ];
}

/** Packs the texts and the names that licenses are called by. */
export function compileReferences(
  texts: readonly ReferenceText[],
  listed: readonly NamedText[],
): CompiledReferences {
  const vocabulary = [...new Set(texts.flatMap(({ words }) => words))].toSorted(byCodeUnit);
  const numbers = new Map(vocabulary.map((word, place) => [word, place + 1]));
  const all = texts.flatMap(({ words }) => words.map((word) => numbers.get(word) ?? 0));
  const bytes = all.flatMap((number) => [number & 0xff, number >> 8]);
  return {
    format: 'fineprint-references/1',
    source:
      'SPDX license list, as of the npm package spdx-license-list 6.12.0, and the texts under packages/licenses/texts',
    vocabulary: packed(Buffer.from(vocabulary.join(' '))),
    words: packed(Buffer.from(bytes)),
    texts: texts.map(({ id, kind, words, optional }) =>
      optional.length === 0 ? [id, kind, words.length] : [id, kind, words.length, optional],
    ),
    names: namesOf(listed),
  };
}

const placeholder = /^<?one line to give the [^\n]*\n/;
// Shorter ones ("Licensed under the Academic Free License version 2.0") are read as statements.
const shortestNotice = 20;

function linesOf(name: string): readonly ListedText[] {
  return readLines<ListedText>(join(folder, name));
}

function customTexts(): readonly ListedText[] {
  // `LicenseRef-RSALv2@2023-12-30`: a later wording under the same id.
  return readdirSync(join(folder, 'custom'))
    .toSorted()
    .map((name) => ({
      id: basename(name, '.txt').replace(/@.*$/, ''),
      text: readFileSync(join(folder, 'custom', name), 'utf8'),
    }));
}

interface Cut {
  readonly id: string;
  /** The words that the license itself begins with, and those that what follows it begins with. */
  readonly begin?: string;
  readonly from: string;
}

/** Where a listed text goes on with what many files leave out: covenants of a licensor, the license that it refers to. */
const cuts: readonly Cut[] = [
  { id: 'BUSL-1.1', begin: 'The Licensor hereby grants you', from: 'MariaDB hereby grants you permission' },
  { id: 'LGPL-3.0-only', from: 'GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007' },
];

function bodyOfText({ id, text }: ListedText): ListedText {
  const place = cutOf(id, text);
  const begin = cuts.find((one) => one.id === id)?.begin;
  return {
    id,
    text: text.slice(begin === undefined ? 0 : text.indexOf(begin), place === -1 ? text.length : place),
  };
}

function parts(known: readonly ListedText[]): readonly ListedText[] {
  const rests = known.flatMap(({ id, text }) => {
    const place = cutOf(id, text);
    return place === -1 || id !== 'BUSL-1.1' ? [] : [{ id, text: text.slice(place) }];
  });
  return [...rests, ...linesOf('parts.jsonl')];
}

function cutOf(id: string, text: string): number {
  const cut = cuts.find((one) => one.id === id.replace(/-or-later$/, '-only'));
  if (cut === undefined) return -1;
  const place = text.indexOf(cut.from, 1);
  if (place === -1) throw new Error(`The text of ${id} has no "${cut.from}".`);
  return place;
}

/** One reference for each distinct sequence of words; where several ids share it, the plainest stands for all. */
function distinct(texts: readonly ListedText[], kind: ReferenceKind): readonly ReferenceText[] {
  const groups = Map.groupBy(
    texts.map(({ id, text }) => ({ id, words: licenseWords(text).words })),
    ({ words }) => words.join(' '),
  );
  return [...groups.values()].flatMap((group) => {
    const ids = [...new Set(group.map((one) => one.id))].toSorted(byCodeUnit);
    const words = group[0]?.words ?? [];
    if (words.length === 0) return [];
    const id = plainestOf(ids);
    const optional = ids.flatMap((one) => optionalRanges(words, optionalTexts.get(one) ?? []));
    return id === null
      ? [{ id: ids.join(' or '), kind: 'unclear' as const, words, optional }]
      : [{ id, kind, words, optional }];
  });
}

interface OptionalLine {
  readonly id: string;
  readonly optional: readonly string[];
}

const optionalTexts: ReadonlyMap<string, readonly string[]> = new Map(
  readLines<OptionalLine>(join(folder, 'optional.jsonl')).map(({ id, optional }) => [id, optional]),
);

/** Where optional texts stand in normalised words; one that normalising has taken apart is left to be required. */
function optionalRanges(
  words: readonly string[],
  texts: readonly string[],
): readonly (readonly [number, number])[] {
  const joined = ` ${words.join(' ')} `;
  return texts.flatMap((text) => {
    const wanted = nameOf(text)
      .replace(/^end of terms and conditions /, '')
      .split(' ');
    const start = joined.indexOf(` ${wanted.slice(0, 4).join(' ')} `);
    if (start === -1 || wanted.length < 3) return [];
    // The last words may stand there more than once; those count that make the text as long as it is.
    const ends = [...joined.matchAll(new RegExp(`(?<= )${wanted.slice(-4).join(' ')}(?= )`, 'g'))];
    const first = wordsBefore(joined, start + 1);
    const lengths = ends.map(({ index }) => wordsBefore(joined, index) + Math.min(4, wanted.length) - first);
    const [length = 0] = lengths.toSorted(
      (a, b) => Math.abs(a - wanted.length) - Math.abs(b - wanted.length),
    );
    return Math.abs(length - wanted.length) > wanted.length / 4 + 4 ? [] : [[first, length]];
  });
}

function wordsBefore(joined: string, place: number): number {
  return joined.slice(0, place).split(' ').length - 2;
}

function namesOf(listed: readonly NamedText[]): readonly (readonly [string, string])[] {
  const spdx = listed
    .filter(({ id }) => undeprecated.has(id))
    .flatMap(({ id, name }) => [[nameOf(name), id] as const, [nameOf(id), id] as const]);
  const names = new Map<string, string>(spdx.filter(([name]) => name.includes(' ') || name === 'mit'));
  for (const [id, called] of Object.entries(calledBy)) for (const one of called) names.set(nameOf(one), id);
  return [...names].toSorted(([one], [other]) => byCodeUnit(one, other));
}

function packed(bytes: Buffer): string {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).toString('base64');
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
