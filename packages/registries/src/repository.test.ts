import { expect, test } from 'vitest';
import { repositoryOf } from './repository.ts';

function at(kind: string, name: string, source: string | null, ref: string | null): string {
  const found = repositoryOf({ kind, name, source, commit: null, version: null, requested: ref });
  return found === null ? 'none' : `${found.host} ${found.path} ${found.ref}`;
}

test.each([
  [
    'github-action',
    'actions/checkout',
    'https://github.com/actions/checkout',
    'v4',
    'github.com actions/checkout v4',
  ],
  ['terraform-module', 'x', 'ssh://git@github.com/o/r.git', 'v1', 'github.com o/r v1'],
  ['terraform-module', 'x', 'git+https://gitlab.com/a/b/c.git', 'main', 'gitlab.com a/b/c main'],
  ['git-source', 'x', 'https://www.github.com/o/r/', null, 'github.com o/r null'],
  ['download', 'x', 'https://github.com/o/r/releases/download/v1.2/x.tgz', null, 'github.com o/r v1.2'],
  ['download', 'x', 'https://github.com/o/r/releases/latest/download/x', null, 'github.com o/r null'],
  ['download', 'x', 'https://github.com/o/r/archive/refs/tags/v1.2.tar.gz', null, 'github.com o/r v1.2'],
  ['download', 'x', 'https://raw.githubusercontent.com/o/r/main/install.sh', null, 'github.com o/r main'],
  [
    'remote-manifest',
    'x',
    'https://raw.githubusercontent.com/o/r/refs/heads/main/x.yaml',
    null,
    'github.com o/r main',
  ],
  ['download', 'x', 'https://get.example.com', null, 'none'],
  ['container-image', 'x', null, 'v1', 'none'],
  ['terraform-module', 'x', 's3::https://s3.amazonaws.com/b/k', 'v1', 'none'],
])('%s %s from %s at %s', (kind, name, source, ref, expected) => {
  expect(at(kind, name, source, ref)).toBe(expected);
});

test.each([
  ['golang/github.com/o/r', 'v1.2.3', 'github.com o/r v1.2.3'],
  ['golang/github.com/o/r/v5', 'v5.2.3', 'github.com o/r v5.2.3'],
  ['golang/github.com/o/r/sub/v2', 'v2.0.0', 'github.com o/r sub/v2.0.0'],
  ['golang/github.com/o/r', 'v0.0.0-20240102030405-abcdefabcdef', 'github.com o/r abcdefabcdef'],
  ['golang/github.com/o/r', 'v2.0.0+incompatible', 'github.com o/r v2.0.0'],
  ['golang/golang.org/x/net', 'v1.0.0', 'none'],
  ['npm/github.com/o', '1.0.0', 'none'],
])('%s %s', (name, version, expected) => {
  const found = repositoryOf({ kind: 'library', name, source: null, commit: null, version, requested: null });
  expect(found === null ? 'none' : `${found.host} ${found.path} ${found.ref}`).toBe(expected);
});
