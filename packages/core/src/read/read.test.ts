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
