import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseGitConfig, remoteOf, withoutCredentials } from './git-config.ts';
import { findGitDir } from './git-dir.ts';
import { readGitHead } from './git-head.ts';
import { addFiles, git, temporaryRepository, temporaryTree } from './temporary-tree.testkit.ts';

const time = '2023-11-14T22:13:20Z';

function headOf(root: string) {
  const found = findGitDir(root, 'above');
  return found.is === 'found' ? readGitHead(found.git) : found;
}

test.each(['sha1', 'sha256'])('a loose commit of a %s repository', (format) => {
  const root = temporaryRepository({ a: '' }, `--object-format=${format}`);
  expect(headOf(root)).toEqual({ commit: git(root, 'rev-parse', 'HEAD').trim(), remote: null, time });
});

test('packed refs and packed commits, each of them, deltas included', () => {
  const root = temporaryRepository({ a: '' });
  const message = Array.from(
    { length: 200 },
    (_, line) => `Line ${line} of a message that all commits share.`,
  ).join('\n');
  for (let n = 0; n < 12; n += 1) git(root, 'commit', '-q', '--allow-empty', '-m', `${message}\n${n}`);
  git(root, 'gc', '-q', '--aggressive', '--prune=now');
  git(root, 'pack-refs', '--all');
  const deltas = git(root, 'verify-pack', '-v', ...packs(root))
    .split('\n')
    .filter((line) => /^[0-9a-f]+ commit\b.* \d+ [0-9a-f]{40}$/.test(line));
  expect(deltas.length).toBeGreaterThan(0);
  expect(headOf(root)).toEqual({ commit: git(root, 'rev-parse', 'HEAD').trim(), remote: null, time });
  for (const commit of git(root, 'rev-list', 'HEAD').trim().split('\n')) {
    git(root, 'update-ref', '--no-deref', 'HEAD', commit);
    expect(headOf(root)).toEqual({ commit, remote: null, time });
  }
});

function packs(root: string): readonly string[] {
  const directory = join(root, '.git/objects/pack');
  return readdirSync(directory)
    .filter((name) => name.endsWith('.idx'))
    .map((name) => join(directory, name));
}

test('a detached HEAD, a fresh repository, a commit that is not there', () => {
  const root = temporaryRepository({ a: '' });
  const commit = git(root, 'rev-parse', 'HEAD').trim();
  git(root, 'checkout', '-q', '--detach');
  expect(headOf(root)).toEqual({ commit, remote: null, time });
  writeFileSync(join(root, '.git/HEAD'), `${'1'.repeat(40)}\n`);
  expect(headOf(root)).toEqual({ commit: '1'.repeat(40), remote: null, time: null });
  writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/../../../etc/passwd\n');
  expect(headOf(root)).toEqual({ commit: null, remote: null, time: null });
  const fresh = temporaryTree();
  git(fresh, 'init', '-q');
  expect(headOf(fresh)).toEqual({ commit: null, remote: null, time: null });
});

test('a further work tree and a submodule are followed, because their git directories point back', () => {
  const root = temporaryRepository({ a: '' });
  const other = join(temporaryTree(), 'tree');
  git(root, 'worktree', 'add', '-q', other);
  git(root, 'remote', 'add', 'origin', 'https://example.org/a.git');
  const commit = git(root, 'rev-parse', 'HEAD').trim();
  expect(headOf(other)).toEqual({ commit, remote: 'https://example.org/a.git', time });
  const outer = temporaryRepository({ b: '' });
  git(outer, 'submodule', '--quiet', 'add', root, 'sub');
  expect(headOf(join(outer, 'sub'))).toEqual({ commit, remote: null, time });
});

test("a .git file that names somebody else's repository is not followed", () => {
  const secret = temporaryRepository({ a: '' });
  git(secret, 'remote', 'add', 'origin', 'https://example.org/secret.git');
  const root = temporaryTree({ '.git': `gitdir: ${secret}/.git\n` });
  expect(headOf(root)).toEqual({ is: 'unusable', because: expect.stringContaining('does not point back') });
});

test('links inside .git are not followed', () => {
  const secret = temporaryRepository({ a: '' });
  const root = temporaryTree();
  mkdirSync(join(root, '.git'));
  symlinkSync(join(secret, '.git/refs'), join(root, '.git/refs'));
  symlinkSync(join(secret, '.git/objects'), join(root, '.git/objects'));
  symlinkSync(join(secret, '.git/config'), join(root, '.git/config'));
  addFiles(root, { '.git/HEAD': 'ref: refs/heads/main\n' });
  expect(headOf(root)).toEqual({ commit: null, remote: null, time: null });
});

test('a configuration is read as git reads it', () => {
  const root = temporaryRepository({ a: '' });
  addFiles(root, {
    '.git/config':
      '[core]\n\trepositoryformatversion = 0\n[remote "up"]\n url = https://a/1\n; no\n[Remote "origin"] # x\n\tURL = "https://a/#2" ; c\n\tpushurl = \\\n  x\n[remote "a.b\\"c"]\n\turl = q\\tz\n',
  });
  const config = parseGitConfig(
    '[remote "up"]\n url = https://a/1\n; no\n[Remote "origin"] # x\n\tURL = "https://a/#2" ; c\n[remote "a.b\\"c"]\n\turl = q\\tz\n',
  );
  for (const name of ['remote.up.url', 'remote.origin.url', 'remote.a.b"c.url']) {
    expect(config.get(name)).toBe(git(root, 'config', '--file', '.git/config', name).replace(/\n$/, ''));
  }
  expect(remoteOf(config)).toBe('https://a/');
});

test.each([
  ['https://user:s3cret@example.org/a/b.git', 'https://example.org/a/b.git'],
  ['https://token@example.org/a?access_token=x#y', 'https://example.org/a'],
  ['https://u:p@ss@example.org/a', 'https://example.org/a'],
  ['ssh://git@example.org:22/a', 'ssh://example.org:22/a'],
  ['git@github.com:o/r.git', 'git@github.com:o/r.git'],
  ['s3cret@example.org:o/r.git', 'example.org:o/r.git'],
  ['/home/somebody/r', null],
  ['C:\\r', null],
  ['file:///home/somebody/r', null],
  ['https://a/\u001b]0;x', null],
])('a remote %s is told as %s', (url, told) => {
  expect(withoutCredentials(url)).toBe(told);
});
