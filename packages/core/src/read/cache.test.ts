import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { temporaryTree } from '../discover/temporary-tree.testkit.ts';
import type { Extractor } from '../model/extractor.ts';
import { openReadCache } from './cache.ts';
import { readFiles } from './read.ts';

const words: Extractor = {
  id: 'words',
  title: 'Words',
  formats: [
    {
      id: 'word',
      role: 'manifest',
      files: ['**/*.word'],
      words: [],
      *read(file) {
        yield { is: file.text, place: file.place({ start: 0, end: 0 }) };
      },
    },
  ],
  unit: (path) => path,
  link: () => [],
};

// Long after the files were written, so that their stamps count.
const later = Date.now() + 3_600_000;

function wordsIn(root: string, stored: string | null, nowMs = later) {
  const cache = openReadCache(stored, 'build', nowMs);
  const { ecosystems } = readFiles(claim(discover(root), [words]), { cache });
  const read = ecosystems.flatMap(({ units }) => units.flatMap(({ files }) => files));
  return { words: read.flatMap(({ facts }) => facts.map(({ is }) => is)), stored: cache.dump() };
}

/** A cache in which the stamp of `a.word` leads to what `b.word` says. */
function misled(stored: string | null): string {
  const value = JSON.parse(stored ?? '');
  value.files['a.word'][1] = value.files['b.word'][1];
  return JSON.stringify(value);
}

test('a file with the same stamp is not read again', () => {
  const root = temporaryTree({ 'a.word': 'one', 'b.word': 'two' });
  const first = wordsIn(root, null);
  expect(first.words).toEqual(['one', 'two']);
  expect(wordsIn(root, first.stored)).toEqual({ words: ['one', 'two'], stored: null });
  expect(wordsIn(root, misled(first.stored)).words).toEqual(['two', 'two']);
});

test('a change that keeps the size and sets the time back is seen', () => {
  const root = temporaryTree({ 'a.word': 'one', 'b.word': 'two' });
  const { stored } = wordsIn(root, null);
  const { atime, mtime } = statSync(join(root, 'a.word'));
  writeFileSync(join(root, 'a.word'), 'ten');
  utimesSync(join(root, 'a.word'), atime, mtime);
  expect(wordsIn(root, misled(stored)).words).toEqual(['ten', 'two']);
});

test('a file that was changed just now gets no stamp, because the next change might look the same', () => {
  const root = temporaryTree({ 'a.word': 'one' });
  const { stored } = wordsIn(root, null, Date.now());
  expect(JSON.parse(stored ?? '').files).toEqual({});
  expect(wordsIn(root, stored, Date.now())).toEqual({ words: ['one'], stored: null });
});

test.each([
  ['no JSON', () => '{'],
  ['another schema', (stored: string) => stored.replace(/"schema":"[^"]+"/, '"schema":"other"')],
  ['another build', (stored: string) => stored.replace('"build":"build"', '"build":"other"')],
  ['a list of files', (stored: string) => stored.replace(/"files":.*$/, '"files":[]}')],
  [
    'entries of another form',
    (stored: string) => stored.replace(/"entries":\{.*\},"answers"/, '"entries":{"x":7},"answers"'),
  ],
  [
    'a list of answers',
    (stored: string) => stored.replace(/"answers":\{.*?\},"files"/, '"answers":[],"files"'),
  ],
])('a cache with %s is read past', (_, spoil) => {
  const root = temporaryTree({ 'a.word': 'one' });
  const forged = (wordsIn(root, null).stored ?? '').replace('"is":"one"', '"is":"forged"');
  expect(wordsIn(root, forged).words).toEqual(['forged']);
  const spoiled = spoil(forged);
  expect(spoiled).not.toBe(forged);
  expect(wordsIn(root, spoiled).words).toEqual(['one']);
});

test('what was made of a text is kept by its purpose for as long as scans ask for it', () => {
  const first = openReadCache(null, 'build', later);
  first.remember('words', 'a1', { count: 2 });
  first.remember('words', 'b2', `ghp_${'s3cret'.repeat(6)}`);
  const stored = first.dump();
  const second = openReadCache(stored, 'build', later);
  expect(second.recall('letters', 'a1')).toBeUndefined();
  expect(second.recall('words', 'b2')).toBeUndefined();
  expect(second.recall('words', 'a1')).toEqual({ count: 2 });
  expect(second.dump()).toBeNull();
  expect(openReadCache(stored, 'build', later).dump()).toContain('"answers":{}');
});

test('an entry whose place lies outside of the file does not count', () => {
  const root = temporaryTree({ 'a.word': 'one' });
  const { stored } = wordsIn(root, null);
  const forged = (stored ?? '').replace('"is":"one"', '"is":"forged"');
  expect(wordsIn(root, forged).words).toEqual(['forged']);
  expect(wordsIn(root, forged.replace('"end":0', '"end":9')).words).toEqual(['one']);
});

test('what holds a credential is read each time, and no copy of it is left behind', () => {
  const token = `ghp_${'s3cret'.repeat(6)}`;
  const root = temporaryTree({ 'a.word': token, 'b.word': 'two' });
  const first = wordsIn(root, null);
  expect(first.words).toEqual([token, 'two']);
  expect(first.stored).toContain('two');
  expect(first.stored).not.toContain(token);
  expect(wordsIn(root, first.stored)).toEqual({ words: [token, 'two'], stored: null });
});
