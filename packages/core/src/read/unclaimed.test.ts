import { expect, test } from 'vitest';
import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { temporaryTree } from '../discover/temporary-tree.testkit.ts';
import type { Extractor } from '../model/extractor.ts';
import { readFiles } from './read.ts';

/** Claims a YAML file that has the key `mine`. */
const mine: Extractor = {
  id: 'mine',
  title: 'Mine',
  formats: [
    {
      id: 'yaml',
      role: 'manifest',
      files: ['**/*.yaml'],
      words: ['mine'],
      claims: ({ keys }) => keys.has('mine'),
      read: () => [],
    },
  ],
  unit: (path) => path,
  link: () => [],
};

function unclaimedIn(files: Readonly<Record<string, string>>) {
  const unread = [{ name: 'Earthly', files: ['**/Earthfile'] }];
  const { problems } = readFiles(claim(discover(temporaryTree(files)), [mine]), { cache: null, unread });
  return problems.map(
    ({ code, message, location }) => `${location?.path}:${location?.line} ${code} ${message}`,
  );
}

test('a file of a shared name that nobody claims is told where it holds what looks like a reference', () => {
  expect(
    unclaimedIn({
      'claimed.yaml': 'mine: true\nimage: docker.io/nginx:1.27\n',
      'image.yaml': 'app:\n  # image: quay.io/old:1\n  image: quay.io/example/app:1.2\n',
      'installs.yaml': 'steps:\n  - pip install -U ansible\n',
      'prose.yaml': 'title: How images are made\nlink: https://helm.sh/\n',
    }),
  ).toEqual([
    'image.yaml:3 file-unclaimed "image: quay.io/example/app:1.2" looks like a reference, but nothing says of which format this file is.',
    'installs.yaml:2 file-unclaimed "- pip install -U ansible" looks like a reference, but nothing says of which format this file is.',
  ]);
});

test('a file of a format that nobody reads is told by its name', () => {
  expect(unclaimedIn({ 'a/Earthfile': 'FROM golang:1.22\n', 'a/readme.md': 'FROM' })).toEqual([
    'a/Earthfile:1 file-unclaimed No extractor reads Earthly yet.',
  ]);
});

test('nobody looks for unclaimed files unless asked', () => {
  const found = discover(temporaryTree({ 'image.yaml': 'image: quay.io/example/app:1.2\n' }));
  expect(readFiles(claim(found, [mine]), { cache: null }).problems).toEqual([]);
});
