import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGitDir } from './git-dir.ts';
import { parseGitIndex, readGitIndex } from './git-index.ts';
import { addFiles, git, temporaryRepository, temporaryTree } from './temporary-tree.testkit.ts';

const files = {
  'a.tf': '',
  'a/b.tf': '',
  'a/b/c.tf': '',
  'a/b/cc.tf': '',
  'é/ü.tf': '',
  [`long/${'n'.repeat(200)}`]: '',
  z: '',
};

function indexOf(root: string) {
  const found = openGitDir(root);
  if (found.is !== 'found') throw new Error(JSON.stringify(found));
  return readGitIndex(found.git);
}

function tracked(root: string): readonly string[] {
  const read = indexOf(root);
  if (read.is !== 'index') throw new Error(read.because);
  return [...read.index.files].sort();
}

function listedByGit(root: string): readonly string[] {
  return git(root, 'ls-files', '-z').split('\0').slice(0, -1).sort();
}

test.each([
  ['2', 'sha1'],
  ['3', 'sha1'],
  ['4', 'sha1'],
  ['2', 'sha256'],
  ['4', 'sha256'],
])('version %s with %s names what git names', (version, format) => {
  const root = temporaryRepository(files, `--object-format=${format}`);
  git(root, 'update-index', '--index-version', version);
  // Only a flag that version 2 cannot hold makes git write version 3.
  if (version === '3') {
    addFiles(root, { 'later.tf': '' });
    git(root, 'add', '-N', 'later.tf');
  }
  expect(readFileSync(join(root, '.git/index')).readUInt32BE(4)).toBe(Number(version));
  expect(tracked(root)).toEqual(listedByGit(root));
  expect(tracked(root).length).toBeGreaterThan(6);
});

test('names longer than the flags can count are read', () => {
  const path = Array.from({ length: 20 }, () => 'd'.repeat(220))
    .join('/')
    .slice(0, 4096);
  const root = temporaryRepository({ a: '' });
  const id = git(root, 'hash-object', 'a').trim();
  git(root, 'update-index', '--add', '--cacheinfo', `100644,${id},${path}`);
  expect(tracked(root)).toEqual(['a', path]);
});

test('a repository without commits tracks nothing, which is no problem', () => {
  const root = temporaryTree();
  git(root, 'init', '-q');
  expect(tracked(root)).toEqual([]);
});

test('extensions are skipped and an index without checksum is read', () => {
  const root = temporaryRepository(files);
  git(root, 'update-index', '--untracked-cache');
  git(root, 'status');
  expect(tracked(root)).toEqual(listedByGit(root));
  const index = join(root, '.git/index');
  const bytes = readFileSync(index);
  writeFileSync(index, bytes.fill(0, bytes.length - 20));
  expect(tracked(root)).toEqual(listedByGit(root));
});

test('a sparse checkout and its sparse directories are told', () => {
  const root = temporaryRepository({ 'in/a.tf': '', 'out/b.tf': '', 'out/deep/c.tf': '' });
  git(root, 'sparse-checkout', 'set', '--cone', 'in');
  const whole = indexOf(root);
  expect(whole.is === 'index' && [...whole.index.notCheckedOut]).toEqual(['out/b.tf', 'out/deep/c.tf']);
  git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
  const sparse = indexOf(root);
  expect(sparse.is === 'index' && [...sparse.index.notCheckedOut]).toEqual(['out']);
});

test('a split index is refused by name', () => {
  const root = temporaryRepository(files);
  git(root, 'update-index', '--split-index');
  expect(indexOf(root)).toEqual({ is: 'unusable', because: expect.stringContaining('split over two files') });
});

test('an index whose bytes were changed is refused, wherever the change is', () => {
  const bytes = readFileSync(join(temporaryRepository(files), '.git/index'));
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ change;
      expect(parseGitIndex(changed, 'sha1').is).toBe('unusable');
      expect(parseGitIndex(bytes.subarray(0, at), 'sha1').is).toBe('unusable');
    }),
  );
});

test.each(['2', '4'])('a hostile index of version %s with a right checksum never throws', (version) => {
  const root = temporaryRepository(files);
  git(root, 'update-index', '--index-version', version);
  const bytes = readFileSync(join(root, '.git/index'));
  const edits = fc.array(fc.tuple(fc.nat(bytes.length - 21), fc.nat(255)), { minLength: 1, maxLength: 8 });
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(edits, fc.nat(bytes.length - 21), (changes, length) => {
      for (const body of [Buffer.from(bytes.subarray(0, -20)), Buffer.from(bytes.subarray(0, length))]) {
        for (const [at, value] of changes) if (at < body.length) body[at] = value;
        const sum = createHash('sha1').update(body).digest();
        outcomes.add(parseGitIndex(Buffer.concat([body, sum]), 'sha1').is);
      }
    }),
    { numRuns: 2000 },
  );
  expect([...outcomes].sort()).toEqual(['index', 'unusable']);
});
