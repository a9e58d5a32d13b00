import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRoot } from '@fineprint/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeChanges } from './write.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-write-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const change = (path: string, before: string, after: string) => ({
  path,
  before: Buffer.from(before),
  after: Buffer.from(after),
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
  expect(() => writeChanges(openRoot(directory), changes)).toThrow(/b: It was changed since it was read/);
  expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('old');
  expect(readFileSync(join(directory, 'b'), 'utf8')).toBe('somebody was here');
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
