import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFiles, git, temporaryRepository, temporaryTree } from '../temporary-tree.testkit.ts';
import { history, repositoryIn } from './git.testkit.ts';

const most = 100_000_000;

/** Compares every object of a repository with what git itself says. */
function compareAll(root: string): number {
  const { objects } = repositoryIn(root);
  const listed = git(root, 'cat-file', '--batch-all-objects', '--batch-check').trim().split('\n');
  for (const line of listed) {
    const [id = '', type = '', size = ''] = line.split(' ');
    const read = objects.read(id, most);
    expect(read, line).toMatchObject({ is: 'object', type });
    if (read.is === 'object') expect(`${read.bytes.length}`, line).toBe(size);
  }
  return listed.length;
}

const steps = fc.array(fc.tuple(fc.nat(299), fc.nat(40)), { minLength: 4, maxLength: 10 });

test.each([
  ['sha1', ['gc', '-q', '--aggressive']],
  ['sha1', ['repack', '-a', '-d', '-q', '--window=50', '--depth=4000']],
  ['sha1', ['-c', 'pack.indexVersion=1', 'repack', '-a', '-d', '-q']],
  ['sha1', ['-c', 'repack.useDeltaBaseOffset=false', 'repack', '-a', '-d', '-f', '-q']],
  ['sha256', ['gc', '-q']],
  ['sha1', ['unpacked']],
])('every object of random histories is read as git reads it: %s, %j', (format, packing) => {
  fc.assert(
    fc.property(steps, (taken) => {
      const root = temporaryRepository({ a: 'a' }, `--object-format=${format}`);
      history(root, taken);
      if (packing[0] !== 'unpacked') git(root, ...packing);
      expect(compareAll(root)).toBeGreaterThan(taken.length * 2);
    }),
    { numRuns: 3 },
  );
});

test('deltas are among what was read, and several packs are found by one index without theirs', () => {
  const root = temporaryRepository({ a: 'a' });
  for (const where of [1, 2]) {
    history(
      root,
      [
        [where, 3],
        [where + 1, 3],
        [where + 2, 3],
      ],
      `p${where}`,
    );
    git(root, 'repack', '-d', '-q');
  }
  git(root, 'multi-pack-index', 'write');
  const packs = join(root, '.git/objects/pack');
  const indices = readdirSync(packs).filter((name) => name.endsWith('.idx'));
  expect(indices.length).toBeGreaterThan(1);
  const verified = git(root, 'verify-pack', '-v', ...indices.map((name) => join(packs, name)));
  expect(verified).toMatch(/^[0-9a-f]{40} blob .* \d+ [0-9a-f]{40}$/m);
  compareAll(root);
  const ids = git(root, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)').trim().split('\n');
  for (const name of indices) rmSync(join(packs, name));
  const { objects } = repositoryIn(root);
  for (const id of ids) expect(objects.read(id, most).is, id).toBe('object');
});

test('a large object is not unpacked where less is asked for', () => {
  const root = temporaryRepository({ large: 'x'.repeat(1_000_000), small: 's' });
  const id = git(root, 'rev-parse', 'HEAD:large').trim();
  expect(repositoryIn(root).objects.read(id, 999_999)).toEqual({ is: 'too-large', size: 1_000_000 });
  expect(repositoryIn(root, { maxBytes: 999_999 }).objects.read(id, most)).toEqual({
    is: 'unusable',
    because: 'more was unpacked than a scan takes.',
  });
  git(root, 'gc', '-q');
  expect(repositoryIn(root).objects.read(id, 999_999)).toEqual({ is: 'too-large', size: 1_000_000 });
  expect(repositoryIn(root).objects.read(id, 1_000_000)).toMatchObject({ is: 'object', type: 'blob' });
});

test('objects that are borrowed from elsewhere are read only where the user named the place', () => {
  const lender = temporaryRepository({ a: 'lent' });
  const id = git(lender, 'rev-parse', 'HEAD:a').trim();
  const root = join(temporaryTree(), 'clone');
  git(lender, 'clone', '-q', '--shared', lender, root);
  const refused = repositoryIn(root).objects;
  expect(refused.read(id, most)).toEqual({ is: 'missing' });
  expect(refused.notFollowed).toBe(1);
  const allowed = repositoryIn(root, { alternates: [join(lender, '.git/objects')] }).objects;
  expect(allowed.read(id, most)).toMatchObject({ is: 'object' });
  expect(allowed.notFollowed).toBe(0);
  // Inside of the git directory they are the repository's own.
  addFiles(root, { '.git/objects/info/alternates': '../other\n# no\n\n' });
  mkdirSync(join(root, '.git/other'), { recursive: true });
  git(lender, 'clone', '-q', '--bare', lender, join(root, '.git/lent'));
  addFiles(root, { '.git/objects/info/alternates': '../lent/objects\n' });
  expect(repositoryIn(root).objects.read(id, most)).toMatchObject({ is: 'object' });
});

test.each(['/etc', '/proc/self/fd', '../../../../../../../etc', './info/../../../../outside'])(
  'a repository that borrows from %s is not followed there',
  (path) => {
    const root = temporaryRepository({ a: '' });
    addFiles(root, { '.git/objects/info/alternates': `${path}\n` });
    const { objects } = repositoryIn(root);
    expect(objects.notFollowed).toBe(1);
    expect(objects.read('1'.repeat(40), most)).toEqual({ is: 'missing' });
  },
);

test('no byte that is changed gives other content, or an endless search', () => {
  const root = temporaryRepository({ a: 'a' });
  history(root, [
    [1, 1],
    [2, 2],
    [3, 1],
    [4, 1],
  ]);
  git(root, 'repack', '-a', '-d', '-q');
  const ids = git(root, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)').trim().split('\n');
  const packs = join(root, '.git/objects/pack');
  const files = readdirSync(packs).filter((name) => /\.(?:idx|pack)$/.test(name));
  const whole = new Map(files.map((name) => [name, readFileSync(join(packs, name))] as const));
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.nat(), fc.integer({ min: 1, max: 255 }), (name, at, flip) => {
      const bytes = Buffer.from(whole.get(name) ?? '');
      const position = at % bytes.length;
      bytes[position] = (bytes[position] ?? 0) ^ flip;
      chmodSync(join(packs, name), 0o644);
      writeFileSync(join(packs, name), bytes);
      const { objects, close } = repositoryIn(root, { maxBytes: 50_000_000 });
      for (const id of ids) {
        const read = objects.read(id, 1_000_000);
        if (read.is === 'object') {
          const head = `${read.type} ${read.bytes.length}\0`;
          expect(createHash('sha1').update(head).update(read.bytes).digest('hex')).toBe(id);
        }
      }
      close();
      writeFileSync(join(packs, name), whole.get(name) ?? '');
    }),
    { numRuns: 60 },
  );
});
