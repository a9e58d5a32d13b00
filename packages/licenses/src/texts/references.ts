import { brotliDecompressSync } from 'node:zlib';
import { ShingleTable } from './shingles.ts';

/**
 * What a reference text is: a license, the notice by which a file says that it stands under one, an exception from
 * one, or a part that belongs to a license and says nothing by itself. `unclear` texts stand for several licenses.
 */
export type ReferenceKind = 'text' | 'notice' | 'exception' | 'part' | 'unclear';

/** The compiled reference texts: words are numbers of a vocabulary, packed by Brotli. */
export interface CompiledReferences {
  readonly format: 'fineprint-references/1';
  readonly source: string;
  /** The words one space apart; base64. */
  readonly vocabulary: string;
  /** The numbers of the words of all texts, two bytes each, the lower first; base64. */
  readonly words: string;
  readonly texts: readonly CompiledReference[];
  /** Names that licenses are called by, normalised, and their ids. */
  readonly names: readonly (readonly [name: string, id: string])[];
}

export type CompiledReference = readonly [
  id: string,
  kind: ReferenceKind,
  length: number,
  optional?: readonly (readonly [start: number, length: number])[],
];

/** A text that files are compared with, as a range of `References.words`. */
export interface Reference {
  readonly id: string;
  readonly kind: ReferenceKind;
  readonly start: number;
  readonly end: number;
  /** Ranges of `References.words` that the SPDX list marks as optional: to lack them is no difference. */
  readonly optional: readonly (readonly [start: number, end: number])[];
  /** How many different shingles it has. */
  readonly shingles: number;
}

/** The reference texts, ready for comparison. */
export interface References {
  readonly all: readonly Reference[];
  readonly words: Uint16Array;
  readonly vocabulary: readonly string[];
  /** The number of a word; 0 stands for a word of no reference. */
  numberOf(word: string): number;
  readonly table: ShingleTable;
  readonly names: ReadonlyMap<string, string>;
}

/** Reads the compiled reference texts and indexes their shingles; throws where the file holds something else. */
export function readReferences(json: string): References {
  const compiled: CompiledReferences = JSON.parse(json);
  if (compiled.format !== 'fineprint-references/1')
    throw new Error('The file holds no compiled licence texts.');
  const vocabulary = ['', ...unpacked(compiled.vocabulary).toString('utf8').split(' ')];
  const numbers = new Map(vocabulary.map((word, number) => [word, number]));
  const words = numbersOf(unpacked(compiled.words));
  const table = new ShingleTable(words.length);
  const all: Reference[] = [];
  let start = 0;
  for (const [id, kind, length, marked = []] of compiled.texts) {
    const begin = start;
    const end = begin + length;
    const optional = marked.map(([first, count]) => [begin + first, begin + first + count] as const);
    all.push({ id, kind, start, end, optional, shingles: table.add(words, start, end, all.length) });
    start = end;
  }
  return {
    all,
    words,
    vocabulary,
    numberOf: (word) => numbers.get(word) ?? 0,
    table,
    names: new Map(compiled.names),
  };
}

function unpacked(base64: string): Buffer {
  return brotliDecompressSync(Buffer.from(base64, 'base64'));
}

function numbersOf(bytes: Uint8Array): Uint16Array {
  const numbers = new Uint16Array(bytes.length >> 1);
  for (let place = 0; place < numbers.length; place += 1) {
    numbers[place] = (bytes[2 * place] ?? 0) | ((bytes[2 * place + 1] ?? 0) << 8);
  }
  return numbers;
}
