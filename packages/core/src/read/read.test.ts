import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { temporaryTree } from '../discover/temporary-tree.testkit.ts';
import type { Extractor } from '../model/extractor.ts';
import { tarGzOf } from '../testkit/tar.ts';
import { openReadCache } from './cache.ts';
import { readFiles } from './read.ts';

const folders: Extractor = {
  id: 'folders',
  title: 'Folders',
  formats: [{ id: 'word', role: 'manifest', files: ['**/*.word'], words: [], read: () => [] }],
  unit: (path) => path.slice(0, path.lastIndexOf('/')),
  link: () => [],
};

test('units and their files stand sorted by path, whatever order the files were found in', () => {
  const found = discover(temporaryTree({ 'b/x.word': '', 'a/z.word': '', 'a/y.word': '' }));
  const shuffled = { ...found, files: found.files.toReversed() };
  const { ecosystems } = readFiles(claim(shuffled, [folders]), { cache: null });
  expect(ecosystems.flatMap(({ units }) => units)).toMatchObject([
    { path: 'a', files: [{ path: 'a/y.word' }, { path: 'a/z.word' }] },
    { path: 'b', files: [{ path: 'b/x.word' }] },
  ]);
});

/** Reads each line of a file as a fact, or as a problem where it begins with an exclamation mark. */
function linesAs(role: 'manifest' | 'lockfile'): Extractor {
  return {
    ...folders,
    formats: [
      {
        id: 'line',
        role,
        files: ['**/*.word'],
        words: [],
        *read(file) {
          const place = file.place({ start: 0, end: 0 });
          for (const line of file.text.split('\n'))
            yield line.startsWith('!')
              ? file.problem('reference-invalid', line, { start: 0, end: 0 })
              : { is: 'line', place };
        },
      },
    ],
  };
}

function readLines(text: string, role: 'manifest' | 'lockfile') {
  const found = discover(temporaryTree({ 'a/x.word': text }));
  const { ecosystems, problems } = readFiles(claim(found, [linesAs(role)]), { cache: null });
  const facts = ecosystems.flatMap(({ units }) =>
    units.flatMap(({ files }) => files.flatMap((f) => f.facts)),
  );
  return { facts: facts.length, problems: problems.length, last: problems.at(-1)?.code };
}

test('a file says 10,000 things, a lockfile 50,000; what is left out is told', () => {
  expect(readLines('a\n'.repeat(20_000), 'manifest')).toMatchObject({ facts: 10_000, last: 'limit-reached' });
  expect(readLines('a\n'.repeat(20_000), 'lockfile')).toMatchObject({ facts: 20_001, problems: 0 });
  expect(readLines('a\n'.repeat(60_000), 'lockfile')).toMatchObject({ facts: 50_000, last: 'limit-reached' });
});

test('a file has no more problems than anybody reads', () => {
  expect(
    readLines(Array.from({ length: 5_000 }, (_, index) => `!${index}\n`).join(''), 'manifest'),
  ).toMatchObject({
    problems: 1_001,
    last: 'limit-reached',
  });
});

test('an archive inside the root is asked as a directory is; one behind a link is not opened', () => {
  const outside = temporaryTree({ 'a.tgz': tarGzOf({ 'a/LICENSE': 'out' }) });
  const root = temporaryTree({
    'charts/a.tgz': tarGzOf({
      'a/Chart.yaml': 'name: a',
      'a/LICENSE': 'in',
      'a/templates/x.yaml': '',
      'a/icon': '\0',
    }),
  });
  symlinkSync(join(outside, 'a.tgz'), join(root, 'charts/b.tgz'));
  const { archive } = readFiles(claim(discover(root), []), { cache: null });
  const found = archive('charts/a.tgz');
  expect(found?.list('a')).toEqual(['Chart.yaml', 'LICENSE', 'icon', 'templates']);
  expect(found?.file('a/LICENSE')?.text).toBe('in');
  expect([found?.file('a'), found?.file('a/icon'), found?.file('a/none')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(found?.list('a/none')).toEqual([]);
  expect(archive('charts/b.tgz')).toBeUndefined();
  expect(archive('charts/none.tgz')).toBeUndefined();
  expect(archive('../a.tgz')).toBeUndefined();
});

test('what a comment waives is the same from a warm cache, and no file of nobody is read for it', () => {
  const waives = '# fineprint: ignore[a-rule] until=2027-03-31 It is known.\n';
  const found = discover(temporaryTree({ 'a/x.word': `${waives}x`, 'a/nobodys.txt': `${waives}x` }));
  const later = Date.now() + 60_000;
  const cold = openReadCache(null, 'b', later);
  const first = readFiles(claim(found, [folders]), { cache: cold });
  expect(first.inlineWaivers).toMatchObject([{ id: 'a/x.word:1', line: { path: 'a/x.word', line: 2 } }]);
  const warm = openReadCache(cold.dump(), 'b', later);
  expect(readFiles(claim(found, [folders]), { cache: warm }).inlineWaivers).toEqual(first.inlineWaivers);
});
