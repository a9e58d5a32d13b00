import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFileInside } from './read-file.ts';
import { openRoot, type Root } from './root.ts';
import { temporaryTree } from './temporary-tree.testkit.ts';

/** A root and, beside it, a secret that must never be read. */
function treeWithSecret(): { root: Root; path: string; secret: string } {
  const outer = temporaryTree({
    'root/a.tf': 'a',
    'root/d/b.tf': 'b',
    'secret/b.tf': 'secret',
    'root-twin/x': 'secret',
  });
  return {
    root: openRoot(join(outer, 'root')),
    path: join(outer, 'root'),
    secret: join(outer, 'secret/b.tf'),
  };
}

test('a regular file is read, an empty one too', () => {
  const root = openRoot(temporaryTree({ 'a/b.tf': 'bytes', 'a/empty': '' }));
  expect(readFileInside(root, 'a/b.tf')).toMatchObject({ is: 'bytes', bytes: Buffer.from('bytes') });
  expect(readFileInside(root, 'a/empty')).toMatchObject({ is: 'bytes', bytes: Buffer.alloc(0) });
});

test.each([
  '../secret/b.tf',
  'd/../../secret/b.tf',
  '../root-twin/x',
  '/etc/passwd',
  'a\0b',
  '',
  '.',
  'd//b.tf',
  'd/./b.tf',
])('a path that is not plain is refused: %j', (path) => {
  expect(readFileInside(treeWithSecret().root, path)).toMatchObject({ code: 'file-unreadable' });
});

test('a link is not followed, in the last name nor above it', () => {
  const { root, path, secret } = treeWithSecret();
  symlinkSync(secret, join(path, 'main.tf'));
  symlinkSync(join(secret, '..'), join(path, 'out'));
  symlinkSync('d', join(path, 'inner'));
  expect(readFileInside(root, 'main.tf')).toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('link'),
  });
  expect(readFileInside(root, 'out/b.tf')).toMatchObject({ code: 'symlink-escapes-root' });
  expect(readFileInside(root, 'inner/b.tf')).toMatchObject({ code: 'symlink-escapes-root' });
});

test('a file that is swapped for a link before it is opened is refused', () => {
  const { root, path, secret } = treeWithSecret();
  const beforeOpen = () => {
    rmSync(join(path, 'a.tf'));
    symlinkSync(secret, join(path, 'a.tf'));
  };
  expect(readFileInside(root, 'a.tf', { beforeOpen })).toMatchObject({
    is: 'problem',
    code: 'file-unreadable',
  });
});

test.each([true, false])(
  'a directory that is swapped for a link before the opening is refused (descriptors: %s)',
  (descriptors) => {
    const { root, path, secret } = treeWithSecret();
    const beforeOpen = () => {
      renameSync(join(path, 'd'), join(path, 'moved'));
      symlinkSync(join(secret, '..'), join(path, 'd'));
    };
    const held = descriptors ? root : { ...root, descriptors: null };
    expect(readFileInside(held, 'd/b.tf', { beforeOpen })).toMatchObject({
      is: 'problem',
      code: 'symlink-escapes-root',
    });
  },
);

test('a file is read the same way where descriptors tell nothing', () => {
  const root = { ...openRoot(temporaryTree({ 'd/b.tf': 'b' })), descriptors: null };
  expect(readFileInside(root, 'd/b.tf')).toMatchObject({ is: 'bytes' });
});

test('a file that vanishes, a directory, and one without permission are problems', () => {
  const { root, path } = treeWithSecret();
  const beforeOpen = () => rmSync(join(path, 'a.tf'));
  expect(readFileInside(root, 'a.tf', { beforeOpen })).toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('gone'),
  });
  expect(readFileInside(root, 'no/such')).toMatchObject({ code: 'file-unreadable' });
  expect(readFileInside(root, 'd')).toMatchObject({ code: 'file-special' });
  chmodSync(join(path, 'd/b.tf'), 0);
  // Root may read everything.
  const expected = process.getuid?.() === 0 ? { is: 'bytes' } : { code: 'file-unreadable' };
  expect(readFileInside(root, 'd/b.tf')).toMatchObject(expected);
});

test.skipIf(process.platform === 'win32')('a FIFO is refused and nobody waits for its writer', () => {
  const { root, path } = treeWithSecret();
  execFileSync('mkfifo', [join(path, 'values.yaml')]);
  expect(readFileInside(root, 'values.yaml')).toMatchObject({ code: 'file-special' });
});

test('a file over the limit is refused by its size, before a byte of it is read', () => {
  const { root, path } = treeWithSecret();
  writeFileSync(join(path, 'big'), '');
  truncateSync(join(path, 'big'), 5_000_000_000);
  expect(readFileInside(root, 'big')).toMatchObject({
    code: 'file-too-large',
    message: expect.stringContaining('5000000000'),
  });
  expect(readFileInside(root, 'a.tf', { maxBytes: 1 })).toMatchObject({ is: 'bytes' });
  expect(readFileInside(root, 'a.tf', { maxBytes: 0 })).toMatchObject({ code: 'file-too-large' });
});

test('the beginning of a file of any size can be had alone', () => {
  const { root, path } = treeWithSecret();
  writeFileSync(join(path, 'big'), '#!/bin/sh');
  truncateSync(join(path, 'big'), 5_000_000_000);
  const head = readFileInside(root, 'big', { firstBytes: 4 });
  expect(head.is === 'bytes' && head.bytes.toString()).toBe('#!/b');
  expect(readFileInside(root, 'a.tf', { firstBytes: 400 })).toMatchObject({ is: 'bytes' });
});

test('a root that is reached through a link is its target', () => {
  const outer = temporaryTree({ 'real/a': 'x' });
  symlinkSync('real', join(outer, 'link'));
  const root = openRoot(join(outer, 'link'));
  expect(root.directory).toBe(join(outer, 'real'));
  expect(readFileInside(root, 'a')).toMatchObject({ is: 'bytes' });
  mkdirSync(join(outer, 'real/sub'));
  expect(openRoot(join(outer, 'link/a'))).toMatchObject({ directory: join(outer, 'real'), file: 'a' });
});
