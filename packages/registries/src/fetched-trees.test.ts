import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tarGzOf, tarOf } from '@fineprint/core/testkit';
import { afterEach, expect, test } from 'vitest';
import { openFetchedTrees } from './fetched-trees.ts';
import { registryLookup } from './lookup.ts';
import type { ArchiveFinding, Registry } from './registry.ts';
import { meansOf, occurrenceOf } from './testkit/asked.ts';
import { webTo } from './testkit/loopback.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function treesOf(found: ArchiveFinding | null, room?: { bytes: number; places: number }) {
  const registry: Registry = { id: 'x', title: 'x', kinds: ['github-action'], archive: async () => found };
  const trees = openFetchedTrees([registry], meansOf(webTo([]), {}), room);
  opened.push(trees);
  return trees;
}

async function written(bytes: Buffer, within?: string): Promise<Readonly<Record<string, string>>> {
  const fetched = await treesOf({ is: 'archive', bytes, ...(within === undefined ? {} : { within }) }).fetch(
    occurrenceOf({ kind: 'github-action', name: 'o/a' }),
  );
  if (fetched.is !== 'tree') throw new Error(JSON.stringify(fetched));
  const { directory } = fetched;
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    paths.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(directory.length + 1), readFileSync(file, 'utf8')];
    }),
  );
}

test('the files of an archive lie in a directory of their own, without the one that holds them all', async () => {
  expect(await written(tarGzOf({ 'a-1.0/action.yml': 'x', 'a-1.0/lib/b.js': 'y' }))).toEqual({
    'action.yml': 'x',
    'lib/b.js': 'y',
  });
});

test('nothing lies elsewhere, above another file, or is larger than what people write', async () => {
  const hostile = tarGzOf({
    'a/in': 'in',
    '../out': 'out',
    '/etc/out': 'out',
    'a/../../out': 'out',
    'a/file': 'file',
    'a/file/inner': 'inner',
    // Packed as little as real text is.
    'a/large': randomBytes(1_000_001).toString('hex'),
    top: 'top',
  });
  expect(await written(hostile)).toEqual({ in: 'in', file: 'file' });
});

test.each([
  [undefined, { 'x.tf': 'in b', 'deep/x.tf': 'in deep' }],
  ['*', { 'x.tf': 'in b', 'deep/x.tf': 'in deep' }],
  ['', { 'b/x.tf': 'in b', 'b/deep/x.tf': 'in deep' }],
  ['b/deep', { 'x.tf': 'in deep' }],
  ['*/deep', { 'x.tf': 'in deep' }],
  ['..', {}],
  ['none', {}],
])('of an archive, what lies in %s is written', async (within, expected) => {
  const bytes = tarGzOf({ 'b/x.tf': 'in b', 'b/deep/x.tf': 'in deep' });
  expect(await written(bytes, within)).toEqual(expected);
});

test('what is refused of an archive is said', async () => {
  const bytes = tarGzOf({ 'a/in': 'in', '../out': 'out' });
  const fetched = await treesOf({ is: 'archive', bytes }).fetch(
    occurrenceOf({ kind: 'github-action', name: 'o/a' }),
  );
  expect(fetched).toMatchObject({
    refused: [expect.stringContaining('"../out" is none inside the archive')],
  });
});

test.each([
  ['of a file where a directory is', { 'b/inner/x': 'y', 'a/inner': 'x' }],
  ['of a directory where a file is', { 'b/inner': 'y', 'a/inner/x': 'x' }],
])('a name %s is left out and said, and the rest is read', async (_, files) => {
  const bytes = tarGzOf({ ...files, 'a/in': 'in' });
  const fetched = await treesOf({ is: 'archive', bytes }).fetch(
    occurrenceOf({ kind: 'github-action', name: 'o/a' }),
  );
  expect(fetched).toMatchObject({
    is: 'tree',
    refused: [expect.stringMatching(/^The name "a\/.*beside the/)],
  });
  expect(await written(bytes)).toMatchObject({ in: 'in' });
});

test('a name longer than any file system takes is left out and said', async () => {
  const text = `268 path=a/${'n'.repeat(256)}\n`;
  const bytes = gzipSync(
    tarOf([
      { path: 'p', type: 'x', text },
      { path: 'a/cut', text: 'x' },
      { path: 'a/in', text: 'in' },
    ]),
  );
  const fetched = await treesOf({ is: 'archive', bytes }).fetch(
    occurrenceOf({ kind: 'github-action', name: 'o/a' }),
  );
  expect(fetched).toMatchObject({ is: 'tree', refused: [expect.stringContaining('"a/nnnn')] });
  expect(await written(bytes)).toEqual({ in: 'in' });
});

test.each([
  ['bytes', { bytes: 5, places: 9 }],
  ['files and directories', { bytes: 9, places: 4 }],
])('of %s only so many are written in a run', async (_, room) => {
  const trees = treesOf({ is: 'archive', bytes: tarGzOf({ 'a/b/c/d': 'one', 'a/e': 'two' }) }, room);
  const fetch = (name: string) => trees.fetch(occurrenceOf({ kind: 'github-action', name }));
  const [first, second] = [await fetch('o/a'), await fetch('o/b')];
  const refused = ['Too much was unpacked in this run; the rest was left out.'];
  expect([first, second].map((one) => 'refused' in one && one.refused)).toContainEqual(refused);
  const kept = [first, second].flatMap((one) =>
    one.is === 'tree' ? readdirSync(one.directory, { recursive: true, encoding: 'utf8' }) : [],
  );
  expect(kept.length).toBeLessThanOrEqual(room.places);
});

test('what the disk does not take is told', async () => {
  const trees = treesOf({ is: 'archive', bytes: tarGzOf({ 'a/b': 'c' }) });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = join(import.meta.filename, 'none');
  const fetched = await trees.fetch(occurrenceOf({ kind: 'github-action', name: 'o/a' }));
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  expect(fetched).toEqual({ is: 'unanswered', because: 'It could not be unpacked (ENOTDIR).' });
});

test('what is no archive is told, and what nobody serves is nothing', async () => {
  const occurrence = occurrenceOf({ kind: 'github-action', name: 'o/a' });
  expect(await treesOf({ is: 'archive', bytes: Buffer.from('x') }).fetch(occurrence)).toEqual({
    is: 'unanswered',
    because: expect.stringContaining('no gzip'),
  });
  expect(await treesOf({ is: 'silent', because: 'It is not there.' }).fetch(occurrence)).toEqual({
    is: 'unanswered',
    because: 'It is not there.',
  });
  expect(await treesOf(null).fetch(occurrence)).toEqual({ is: 'nothing' });
});

test('what a registry stumbles over is told, of its contents and of its versions', async () => {
  const broken = async () => {
    throw new Error('Invalid URL');
  };
  const registry: Registry = { id: 'x', title: 'X', kinds: ['tool'], archive: broken, resolve: broken };
  const means = meansOf(webTo([]), {});
  const told = {
    is: 'unanswered',
    because: 'X: Asking failed, which is a defect of Fineprint (Invalid URL).',
  };
  const occurrence = occurrenceOf({ kind: 'tool', name: 'x' });
  expect(await openFetchedTrees([registry], means).fetch(occurrence)).toEqual(told);
  expect(await registryLookup([registry], means).ask(occurrence)).toEqual(told);
});

test('what was fetched is gone with the run', async () => {
  const trees = treesOf({ is: 'archive', bytes: tarGzOf({ 'a/b': 'c' }) });
  const fetched = await trees.fetch(occurrenceOf({ kind: 'github-action', name: 'o/a' }));
  const directory = fetched.is === 'tree' ? fetched.directory : '';
  expect(existsSync(directory)).toBe(true);
  trees.close();
  expect(existsSync(directory)).toBe(false);
});
