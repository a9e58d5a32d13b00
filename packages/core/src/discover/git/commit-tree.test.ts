import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DiscoverOptions, discover } from '../discover.ts';
import { readFileInside } from '../read-file.ts';
import { openRoot, type Root } from '../root.ts';
import { addFiles, git, temporaryRepository, temporaryTree } from '../temporary-tree.testkit.ts';
import { commitRoot } from './commit-tree.ts';
import { history, repositoryIn } from './git.testkit.ts';
import { resolveRevision } from './revision.ts';

function rootAt(directory: string, revision: string, path = ''): Root {
  const repository = repositoryIn(directory);
  const outcome = resolveRevision(repository, revision);
  if (outcome.is === 'unknown') throw new Error(outcome.because);
  const root = commitRoot(repository, outcome.commit, { path, name: 'clone' });
  if (typeof root === 'string') throw new Error(root);
  return root;
}

/** Everything that is discovered, and the bytes of every file, without the places on disk. */
function seen(root: Root, options: DiscoverOptions) {
  const { root: _, git: head, files, ...found } = discover(root, options);
  const contents = files.map((file) => {
    const outcome = readFileInside(root, file);
    const raw = file.rawPath?.toString('latin1') ?? null;
    return { ...file, rawPath: raw, is: outcome.is === 'bytes' ? outcome.bytes.toString('latin1') : outcome };
  });
  return { ...found, head: head && { commit: head.commit, time: head.time }, files: contents };
}

/** A fresh checkout of a commit, on disk. */
function checkout(directory: string, revision: string): string {
  const clone = join(temporaryTree(), 'clone');
  git(directory, 'clone', '-q', '--no-checkout', directory, clone);
  git(clone, 'checkout', '-q', '--detach', git(directory, 'rev-parse', revision).trim());
  return clone;
}

function expectSame(directory: string, revision: string, path = '', options: DiscoverOptions = {}): void {
  const onDisk = seen(openRoot(join(checkout(directory, revision), path)), options);
  const name = onDisk.name;
  expect({ ...seen(rootAt(directory, revision, path), options), name }).toEqual(onDisk);
}

/** Whatever a directory walk treats in its own way. */
function odd(): string {
  const root = temporaryRepository({
    '.gitignore': '*.log\nbuild/\n',
    'kept.log': 'tracked though ignored',
    'build/out/file': 'x',
    'a.txt': 'a',
    'deep/b.txt': 'b',
    'deep/.gitignore': '!*.log',
    'vendor/modules.txt': '',
    'vendor/m/x.go': '',
    'go/vendor/y.go': '',
    'go/go.mod': '',
    'venv/pyvenv.cfg': '',
    'node_modules/p/index.js': '',
    'charts/c-1.0.0.tgz': 'tgz',
    empty: '',
  });
  symlinkSync('a.txt', join(root, 'to-file'));
  symlinkSync('deep', join(root, 'to-directory'));
  symlinkSync('../../outside', join(root, 'deep/out'));
  symlinkSync('/etc/passwd', join(root, 'absolute'));
  symlinkSync('nowhere', join(root, 'broken'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('to-directory/b.txt', join(root, 'over-link'));
  symlinkSync('../a.txt', join(root, 'deep/.up'));
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x66, 0xff, 0x2e, 0x74, 0x66])]), 'odd');
  const sub = temporaryRepository({ s: 's' });
  git(root, 'submodule', '--quiet', 'add', sub, 'modules/sub');
  git(root, 'add', '-A', '-f');
  git(root, 'commit', '-q', '-m', 'odd');
  return root;
}

test('the files of a commit are those of its fresh checkout, with all that a walk says of them', () => {
  const root = odd();
  expectSame(root, 'HEAD');
  expectSame(root, 'HEAD~1');
  expectSame(root, 'HEAD', 'deep');
  expectSame(root, 'HEAD', 'modules');
  expectSame(root, 'HEAD', 'deep/b.txt');
  expectSame(root, 'HEAD', '', { exclude: ['deep/', '*.log'] });
  expectSame(root, 'HEAD', '', { within: 'deep', git: 'none' });
  expect(seen(rootAt(root, 'HEAD'), { maxFiles: 3 }).problems).toContainEqual(
    expect.objectContaining({ code: 'limit-reached' }),
  );
  git(root, 'gc', '-q');
  expectSame(root, 'HEAD');
});

test('so are the files of each commit of random histories', () => {
  const steps = fc.array(fc.tuple(fc.nat(299), fc.nat(40)), { minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(steps, (taken) => {
      const root = temporaryRepository({ a: 'a' });
      history(root, taken);
      git(root, 'gc', '-q');
      for (const commit of git(root, 'rev-list', '--all').trim().split('\n')) expectSame(root, commit);
    }),
    { numRuns: 3 },
  );
});

test('a path that the commit has not is said', () => {
  const root = temporaryRepository({ a: '' });
  expect(() => rootAt(root, 'HEAD', 'b/c')).toThrow(/has no "b\/c"/);
  expect(() => rootAt(root, 'HEAD', 'a/b')).toThrow(/has no "a\/b"/);
});

test('what a partial clone left out makes each file a problem with its way out', () => {
  const origin = temporaryRepository({ 'a.tf': 'a' });
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const root = join(temporaryTree(), 'clone');
  git(origin, 'clone', '-q', '--no-checkout', '--filter=blob:none', `file://${origin}`, root);
  expect(readFileInside(rootAt(root, 'HEAD'), 'a.tf')).toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('This clone is partial: "git fetch --refetch --no-filter"'),
  });
});

/** Writes a tree whatever it holds; git itself would refuse. */
function treeOf(
  root: string,
  ...entries: readonly (readonly [mode: string, name: string, id: string])[]
): string {
  const parts = entries.map(([mode, name, id]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
  );
  addFiles(root, { raw: Buffer.concat(parts) });
  return git(root, 'hash-object', '-t', 'tree', '--literally', '-w', 'raw').trim();
}

test('names that lead elsewhere are refused, and said', () => {
  const root = temporaryRepository({ a: 'x' });
  const blob = git(root, 'rev-parse', 'HEAD:a').trim();
  const inner = treeOf(root, ['100644', 'config', blob]);
  const tree = treeOf(
    root,
    ...(['..', '.', '', 'a/b', '.GIT'] as const).map((name) => ['100644', name, blob] as const),
    ['40000', '.git', inner],
    ['100644', 'good', blob],
    ['40000', 'good', inner],
    ['777', 'nothing', blob],
  );
  const commit = git(root, 'commit-tree', tree, '-m', 'hostile').trim();
  const { files, problems } = discover(rootAt(root, commit));
  expect(files.map(({ path }) => path)).toEqual(['good']);
  expect(problems).toEqual([
    expect.objectContaining({ message: '8 of its names are none that git would write to a disk.' }),
  ]);
});

test('a few objects that stand for more files than there are atoms end at the limit', () => {
  const root = temporaryRepository({ a: 'x' });
  let id = git(root, 'rev-parse', 'HEAD:a').trim();
  let mode = '100644';
  for (let depth = 0; depth < 40; depth += 1) {
    const entries = Array.from({ length: 10 }, (_, n) => [mode, `n${n}`, id] as const);
    id = treeOf(root, ...entries);
    mode = '40000';
  }
  const commit = git(root, 'commit-tree', id, '-m', 'bomb').trim();
  const { files, problems } = discover(rootAt(root, commit), { maxFiles: 1000 });
  expect(files.length).toBeLessThanOrEqual(1000);
  expect(problems).toContainEqual(expect.objectContaining({ code: 'limit-reached' }));
});
