import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCacheFile } from './cache-file.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-cache-'));
  writeFileSync(join(directory, 'file'), '');
});
afterAll(() => rmSync(directory, { recursive: true }));

function stored(cacheHome: string): readonly string[] {
  const file = openCacheFile(directory, 'build', { XDG_CACHE_HOME: cacheHome });
  file?.cache.remember('purpose', 'hash', 'answer');
  return file?.store() ?? ['It is not opened.'];
}

test('a cache is kept where it can be', () => {
  expect(stored(join(directory, 'cache'))).toEqual([]);
});

test('where it cannot be, as in a container whose user has no home, that is a remark and no defect', () => {
  expect(stored(join(directory, 'file/below'))).toEqual([
    expect.stringMatching(/^The cache cannot be kept; "--no-cache" does without\. .*: not a directory\.$/),
  ]);
});
