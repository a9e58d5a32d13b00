import { expect, test } from 'vitest';
import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { temporaryTree } from '../discover/temporary-tree.testkit.ts';
import type { Extractor, Linked } from '../model/extractor.ts';
import { locate } from '../model/location.ts';
import { readFiles } from '../read/read.ts';
import { link } from './link.ts';

const place = { start: 5, end: 10, line: 1, column: 6, endLine: 1, endColumn: 11 };

function image(path: string, name: string, isKnown = true): Linked {
  return {
    is: 'occurrence',
    kind: 'container-image',
    name,
    request: { is: 'nothing' },
    ...(isKnown ? {} : { unresolved: { part: 'name', because: 'It is not known.' } }),
    at: locate(path, place),
    text: '$BASE',
    address: 'FROM',
    usage: 'deployed',
    slots: [],
    via: [],
  };
}

/** Reads the files with one ending, and says the same of each. */
function extractor(id: string, ending: string, says: (path: string) => readonly Linked[]): Extractor {
  return {
    id,
    title: id,
    formats: [
      {
        id,
        role: 'manifest',
        files: [`**/*.${ending}`],
        words: [],
        *read(file) {
          yield { is: id, place: file.place({ start: 0, end: 0 }) };
        },
      },
    ],
    unit: (path) => path,
    link: ({ path }) => says(path),
  };
}

function names(extractors: readonly Extractor[]): readonly string[] {
  const root = temporaryTree({ 'a.from': 'FROM $BASE', 'b.call': 'BASE=alpine' });
  const scan = link(readFiles(claim(discover(root), extractors), { cache: null }));
  return scan.occurrences.map(({ ecosystem, name }) => `${ecosystem} ${name}`);
}

const open = extractor('owner', 'from', (path) => [image(path, '$BASE', false)]);
const known = extractor('owner', 'from', (path) => [image(path, 'alpine')]);
const guest = extractor('guest', 'call', () => [image('a.from', 'debian')]);
const unknowing = extractor('guest', 'call', () => [image('a.from', '$OTHER', false)]);

test('a guest takes the place of what the owner of a file could not resolve', () => {
  expect(names([open, guest])).toEqual(['guest debian']);
  expect(names([guest, open])).toEqual(['guest debian']);
});

test('a guest adds to what the owner of a file knows', () => {
  expect(names([known, guest])).toEqual(['owner alpine', 'guest debian']);
});

test('a guest that knows nothing takes nothing away', () => {
  expect(names([open, unknowing])).toEqual(['owner $BASE']);
  expect(names([known, unknowing])).toEqual(['owner alpine']);
  expect(names([unknowing])).toEqual(['guest $OTHER']);
});

test('a guest that does not know the same as the owner says it once', () => {
  const echo = extractor('guest', 'call', () => [image('a.from', '$BASE', false)]);
  expect(names([echo, open])).toEqual(['guest $BASE']);
  expect(names([open, echo])).toEqual(['owner $BASE']);
});

test('of two that read the same file, the first has the place', () => {
  const second = extractor('second', 'from', (path) => [image(path, 'debian')]);
  expect(names([known])).toEqual(['owner alpine']);
  expect(names([known, second])).toEqual(['owner alpine']);
});
