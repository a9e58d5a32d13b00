import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRoot } from '@fineprint/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeChanges } from './write.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-write-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const change = (path: string, before: string, after: string, meanwhile?: () => void) => ({
  path,
  before: Buffer.from(before),
  /** Is asked for when the file is about to be written. */
  get after() {
    meanwhile?.();
    return Buffer.from(after);
  },
  edits: [{ path, start: 0, end: before.length, text: after }],
  textBefore: before,
  textAfter: after,
});

test('a file is replaced as a whole and keeps its mode', () => {
  const file = join(directory, 'build.sh');
  writeFileSync(file, 'old');
  chmodSync(file, 0o775);
  writeChanges(openRoot(directory), [change('build.sh', 'old', 'new')]);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o775);
});

test('a file that was changed meanwhile is left, and so are the others', () => {
  writeFileSync(join(directory, 'a'), 'old');
  writeFileSync(join(directory, 'b'), 'somebody was here');
  const changes = [change('a', 'old', 'new'), change('b', 'old', 'new')];
  expect(() => writeChanges(openRoot(directory), changes)).toThrow(/"b": It was changed since it was read/);
  expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('old');
  expect(readFileSync(join(directory, 'b'), 'utf8')).toBe('somebody was here');
});

test.runIf(process.getuid?.() === 0)('what root edits stays whose it is', () => {
  const file = join(directory, 'a');
  writeFileSync(file, 'old');
  chownSync(file, 1234, 5678);
  chmodSync(file, 0o640);
  writeChanges(openRoot(directory), [change('a', 'old', 'new')]);
  expect(statSync(file)).toMatchObject({ uid: 1234, gid: 5678, mode: 0o100640 });
});

test('other names of a file keep what they had: one of them may lie outside', () => {
  const other = join(directory, 'other');
  mkdirSync(join(directory, 'repo'));
  writeFileSync(other, 'old');
  linkSync(other, join(directory, 'repo/a'));
  writeChanges(openRoot(join(directory, 'repo')), [change('a', 'old', 'new')]);
  expect([readFileSync(other, 'utf8'), readFileSync(join(directory, 'repo/a'), 'utf8')]).toEqual([
    'old',
    'new',
  ]);
});

describe('what happens while files are written', () => {
  const file = (path: string) => readFileSync(join(directory, path), 'utf8');
  const outside = () => join(directory, 'outside');
  const swapped = () => {
    renameSync(join(directory, 'repo/d'), join(directory, 'away'));
    symlinkSync(outside(), join(directory, 'repo/d'));
  };

  beforeEach(() => {
    for (const path of ['repo/d', 'outside']) mkdirSync(join(directory, path), { recursive: true });
    for (const path of ['repo/a', 'repo/d/b', 'outside/b']) writeFileSync(join(directory, path), 'old');
  });

  test('a later file changes: it is left, and what was written is told', () => {
    const edited = () => writeFileSync(join(directory, 'repo/d/b'), 'somebody was here');
    const changes = [change('a', 'old', 'new', edited), change('d/b', 'old', 'new')];
    expect(() => writeChanges(openRoot(join(directory, 'repo')), changes)).toThrow(
      '"d/b" cannot be written: It was changed since it was read.\nWritten before that, and whole:\n  a',
    );
    expect([file('repo/a'), file('repo/d/b')]).toEqual(['new', 'somebody was here']);
  });

  test('a directory of a later file becomes a link that leads out: nothing is written there', () => {
    const changes = [change('a', 'old', 'new', swapped), change('d/b', 'old', 'new')];
    expect(() => writeChanges(openRoot(join(directory, 'repo')), changes)).toThrow(
      '"d/b" cannot be written: ',
    );
    expect([file('outside/b'), file('away/b')]).toEqual(['old', 'old']);
    expect(readdirSync(outside())).toEqual(['b']);
  });

  // Elsewhere nobody can hold a directory fast.
  test.runIf(process.platform === 'linux')('the same at the last moment: it is written where it was', () => {
    writeChanges(openRoot(join(directory, 'repo')), [change('d/b', 'old', 'new', swapped)]);
    expect([file('outside/b'), file('away/b')]).toEqual(['old', 'new']);
    expect(readdirSync(outside())).toEqual(['b']);
  });
});

test('what became a symbolic link is not written through', () => {
  const outside = mkdtempSync(join(tmpdir(), 'fineprint-outside-'));
  try {
    writeFileSync(join(outside, 'target'), 'old');
    symlinkSync(join(outside, 'target'), join(directory, 'link'));
    symlinkSync(outside, join(directory, 'folder'));
    const root = openRoot(directory);
    expect(() => writeChanges(root, [change('link', 'old', 'new')])).toThrow(/Nothing was written/);
    expect(() => writeChanges(root, [change('folder/target', 'old', 'new')])).toThrow(/Nothing was written/);
    expect(() => writeChanges(root, [change('../target', 'old', 'new')])).toThrow(/Nothing was written/);
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('old');
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test('what cannot be written on the way is told, with what was written before', () => {
  writeFileSync(join(directory, 'a'), 'old');
  // Nothing can be written beside a file whose directory takes no new names: here, one whose name leaves no room for more.
  const long = 'b'.repeat(250);
  writeFileSync(join(directory, long), 'old');
  const changes = [change('a', 'old', 'new'), change(long, 'old', 'new')];
  expect(() => writeChanges(openRoot(directory), changes)).toThrow(
    /cannot be written: name too long\.\nWritten before that, and whole:\n {2}a$/,
  );
  expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('new');
  expect(readFileSync(join(directory, long), 'utf8')).toBe('old');
});
