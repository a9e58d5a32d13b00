import { expect, test } from 'vitest';
import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { temporaryTree } from '../discover/temporary-tree.testkit.ts';
import type { Extractor } from '../model/extractor.ts';
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
