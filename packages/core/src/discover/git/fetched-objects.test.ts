import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discover } from '../discover.ts';
import { readFileInside } from '../read-file.ts';
import { addFiles, git, temporaryRepository, temporaryTree } from '../temporary-tree.testkit.ts';
import { commitRoot } from './commit-tree.ts';
import { type ListedEntry, treeBytes, withFetchedObjects } from './fetched-objects.ts';
import { repositoryIn } from './git.testkit.ts';

const line = /^(?<mode>\d+) (?<type>\w+) (?<id>[0-9a-f]+)\t(?<name>.+)$/;

/** What git itself lists in a directory of a commit. */
function listed(directory: string, id: string): readonly (ListedEntry & { readonly type: string })[] {
  return git(directory, 'ls-tree', id)
    .split('\n')
    .flatMap((text) => {
      const { mode = '', type = '', id: entry = '', name = '' } = line.exec(text)?.groups ?? {};
      return name === '' ? [] : [{ mode, type, id: entry, name }];
    });
}

test('a shallow clone that is given what it lacks has the files of the earlier commit', () => {
  const origin = temporaryRepository({
    'a.tf': 'one',
    'a/b.tf': 'same',
    'a-b/c.tf': 'uno',
    'a.b': 'x',
    'gone/d.tf': 'gone',
  });
  const earlier = git(origin, 'rev-parse', 'HEAD').trim();
  addFiles(origin, { 'a.tf': 'two', 'a-b/c.tf': 'two' });
  git(origin, 'rm', '-q', '-r', 'gone');
  git(origin, 'commit', '-q', '-a', '-m', 'two');
  const clone = join(temporaryTree(), 'clone');
  git(origin, 'clone', '-q', '--depth=1', `file://${origin}`, clone);

  const filled = withFetchedObjects(repositoryIn(clone));
  const tree = git(origin, 'rev-parse', `${earlier}^{tree}`).trim();
  const fetched: string[] = [];
  const fill = (id: string) => {
    const entries = listed(origin, id);
    expect(filled.add(id, 'tree', treeBytes(entries))).toBe(true);
    for (const { type, id: entry, name } of entries) {
      if (filled.has(entry)) continue;
      fetched.push(name);
      if (type === 'tree') fill(entry);
      else expect(filled.add(entry, 'blob', Buffer.from(git(origin, 'cat-file', 'blob', entry)))).toBe(true);
    }
  };
  expect(filled.has(tree)).toBe(false);
  fill(tree);
  expect(fetched.sort()).toEqual(['a-b', 'a.tf', 'c.tf', 'd.tf', 'gone']);

  const commit = { id: earlier, tree, parents: [], seconds: 0 };
  const root = commitRoot(filled.repository, commit, { path: '', name: 'clone' });
  if (typeof root === 'string') throw new Error(root);
  const contents = discover(root).files.map((file) => {
    const outcome = readFileInside(root, file);
    return [file.path, outcome.is === 'bytes' ? outcome.bytes.toString() : outcome.message];
  });
  expect(contents).toEqual([
    ['a-b/c.tf', 'uno'],
    ['a.b', 'x'],
    ['a.tf', 'one'],
    ['a/b.tf', 'same'],
    ['gone/d.tf', 'gone'],
  ]);
});

test('what is not what its id says is not taken', () => {
  const filled = withFetchedObjects(repositoryIn(temporaryRepository({ a: 'a' })));
  const id = git(temporaryRepository({ b: 'other' }), 'rev-parse', 'HEAD:b').trim();
  expect(filled.add(id, 'blob', Buffer.from('another'))).toBe(false);
  expect(filled.has(id)).toBe(false);
  expect(filled.add(id, 'blob', Buffer.from('other'))).toBe(true);
  expect(filled.repository.objects.read(id, 4)).toEqual({ is: 'too-large', size: 5 });
});
