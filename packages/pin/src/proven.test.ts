import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { discover, type Extractor, type Fact, type Kind, type Lookup } from '@fineprint/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planPins } from './plan.ts';

let root = '';
let readings = 0;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fineprint-prove-'));
  readings = 0;
});
afterEach(() => rmSync(root, { recursive: true }));

interface Line extends Fact {
  readonly name: string;
  readonly ref: string;
  readonly start: number;
}

const commit = 'c0ffee'.repeat(6).concat('c0ff');

/** Every line is `name ref`. A file in which something fragile has a commit is no list at all. */
const lists: Extractor<Line> = {
  id: 'lists',
  title: 'Lists',
  formats: [
    {
      id: 'list',
      role: 'manifest',
      files: ['**/*.list'],
      words: [],
      *read(file) {
        if (/^fragile\S* [0-9a-f]{40}$/m.test(file.text)) {
          yield file.problem('syntax-invalid', 'It is broken.', { start: 0, end: 1 });
          return;
        }
        for (const { 0: text, index } of file.text.matchAll(/.+/g)) {
          const [name = '', ref = ''] = text.split(' ');
          const place = file.place({ start: index, end: index + text.length });
          yield { is: 'line', name, ref, start: index + name.length + 1, place };
        }
      },
    },
  ],
  unit: () => '.',
  *link(unit) {
    readings += 1;
    for (const { path, facts } of unit.files)
      for (const { name, ref, start, place } of facts) {
        const at = { path, ...place };
        yield {
          is: 'occurrence',
          kind: 'thing',
          name,
          source: `https://forge.example/${name}.git`,
          request: { is: 'git-ref', text: ref },
          at,
          text: `${name} ${ref}`,
          address: name,
          usage: 'build',
          slots: [
            { is: 'commit', value: ref, at: { ...at, start, end: start + ref.length }, verbatim: true },
          ],
          via: [],
        };
      }
  },
};

const thing: Kind = {
  id: 'thing',
  title: 'Things',
  type: 'library',
  keyName: ({ name }) => name,
  purls: () => ({ registered: null, proposed: null }),
  versions: { id: 'v', exact: () => null, compare: () => 0 },
  pins: ['commit', 'branch', 'none'],
  covers: 'artifact',
};

const lookup: Lookup = {
  online: true,
  ask: () => Promise.resolve({ is: 'answer', version: null, digest: null, commit }),
};

async function planned(files: Readonly<Record<string, readonly string[]>>) {
  for (const [path, names] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), names.map((name) => `${name} main\n`).join(''));
  }
  const { pinned, left, changes } = await planPins(discover(root, { git: 'none' }), {
    extractors: [lists],
    kinds: new Map([['thing', thing]]),
    cache: null,
    lookup,
    usage: () => null,
    stays: () => null,
  });
  return {
    pinned: pinned.length,
    left: left.map(({ occurrence: { name }, because }) => `${name}: ${because}`),
    written: changes.map(({ textAfter }) => textAfter.split(commit).length - 1),
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const unreadable = 'With it the file could not be read as a whole any more.';

test.each([0, 1, 31, 32, 99])(
  'of a hundred edits the one that breaks the file is left (%i)',
  async (guilty) => {
    const all = names(100).with(guilty, 'fragile');
    expect(await planned({ 'a.list': all, 'b/b.list': names(3) })).toEqual({
      pinned: 102,
      left: [`fragile: ${unreadable}`],
      written: [99, 3],
    });
    // The first reading, one with all edits, seven that halve them, and one with the rest.
    expect(readings).toBeLessThanOrEqual(11);
  },
);

test('files are halved at once, and several edits may be guilty', async () => {
  const some = names(40).with(3, 'fragile-a').with(20, 'fragile-b');
  const { pinned, left } = await planned({ 'a.list': some, 'b.list': names(64).with(63, 'fragile-c') });
  expect(left).toEqual(['fragile-a', 'fragile-b', 'fragile-c'].map((name) => `${name}: ${unreadable}`));
  expect(pinned).toBe(101);
  expect(readings).toBeLessThanOrEqual(16);
});

test('where too many are guilty all of the file are left, and those of other files are made', async () => {
  const fragile = names(200).map((name) => `fragile-${name}`);
  const { pinned, left, written } = await planned({ 'a.list': fragile, 'b.list': names(3) });
  expect({ pinned, left: left.length, written }).toEqual({ pinned: 3, left: 200, written: [3] });
  expect(readings).toBeLessThanOrEqual(25);
});
