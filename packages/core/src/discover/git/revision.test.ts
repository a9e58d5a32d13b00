import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFiles, git, gitFed, temporaryRepository, temporaryTree } from '../temporary-tree.testkit.ts';
import { history, repositoryIn } from './git.testkit.ts';
import { mergeBase } from './merge-base.ts';
import { refNames } from './refs.ts';
import type { CommitOutcome, Repository } from './repository.ts';
import { resolveRevision } from './revision.ts';

function said(outcome: CommitOutcome): string {
  return outcome.is === 'commit' ? outcome.commit.id : outcome.because;
}

/** What git says of each revision: the commit, or nothing. */
function byGit(root: string, revisions: readonly string[]): readonly (string | null)[] {
  const asked = revisions.map((revision) => `${revision}^{commit}\n`).join('');
  const answers = gitFed(root, asked, 'cat-file', '--batch-check=%(objectname)').trimEnd().split('\n');
  expect(answers).toHaveLength(revisions.length);
  return answers.map((answer) => (/^[0-9a-f]{40}$/.test(answer) ? answer : null));
}

/** A repository with a merge, an annotated tag of a tag, a remote branch and a branch that is named like a tag. */
function diverse(): string {
  const root = temporaryRepository({ a: '1' });
  for (const branch of ['left', 'right']) {
    git(root, 'checkout', '-q', '-b', branch, 'main');
    addFiles(root, { [branch]: branch });
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', branch);
  }
  git(root, 'merge', '-q', '--no-edit', 'left');
  git(root, 'tag', '-a', 'v1.2', '-m', 'tag', 'left');
  git(root, 'tag', '-a', 'v1.2-again', '-m', 'tag', 'v1.2');
  git(root, 'tag', 'same', 'left');
  git(root, 'branch', 'same', 'main');
  git(root, 'branch', 'feature/deep/one', 'left');
  git(root, 'tag', 'tree', 'main^{tree}');
  git(root, 'update-ref', 'refs/remotes/origin/main', 'main');
  git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  git(root, 'update-ref', 'refs/pull/7/head', 'left');
  git(root, 'update-ref', 'ORIG_HEAD', 'left');
  return root;
}

const names = [
  ...[
    'HEAD',
    '@',
    'main',
    'left',
    'refs/heads/left',
    'heads/left',
    'origin/main',
    'origin',
    'remotes/origin/main',
  ],
  ...[
    'v1.2',
    'v1.2-again',
    'tags/v1.2',
    'same',
    'heads/same',
    'feature/deep/one',
    'refs/pull/7/head',
    'pull/7/head',
  ],
  ...[
    'HEAD~',
    'HEAD~1',
    'HEAD^',
    'HEAD^1',
    'HEAD^2',
    'HEAD^2~1',
    'HEAD^^',
    'HEAD~0',
    'HEAD^0',
    '@~1',
    'v1.2~1',
  ],
  ...[
    'v1.2^{commit}',
    'v1.2^{}',
    'HEAD^{commit}~1',
    'HEAD^3',
    'HEAD~9',
    'ORIG_HEAD',
    'nothing',
    'main~x',
    '',
    '^',
    '~1',
  ],
  ...[
    'config',
    'refs/heads',
    'objects',
    '../HEAD',
    'tree',
    'HEAD^{/a}',
    'main@{0}',
    'main..left',
    'main:a',
    'description',
  ],
];
/** Git understands these and we say that we do not. */
const notUnderstood = new Set(['HEAD^{/a}', 'main@{0}']);

test.each(['loose', 'packed'])('revisions name the commits that git names: %s refs', (refs) => {
  const root = diverse();
  if (refs === 'packed') git(root, 'gc', '-q');
  const repository = repositoryIn(root);
  const id = git(root, 'rev-parse', 'left').trim();
  const ids = [
    id,
    id.toUpperCase(),
    id.slice(0, 12),
    id.slice(0, 7),
    `${id.slice(0, 7)}~1`,
    `v9-3-g${id.slice(0, 8)}`,
  ];
  const all = [...names, ...ids, id.slice(0, 3), '0'.repeat(40)];
  const answers = byGit(root, all);
  for (const [index, name] of all.entries()) {
    const outcome = resolveRevision(repository, name);
    const expected = notUnderstood.has(name) ? null : answers[index];
    expect(outcome.is === 'commit' ? outcome.commit.id : null, `${name}: ${said(outcome)}`).toBe(expected);
  }
  expect(refNames(repository.git)).toEqual([
    ...['feature/deep/one', 'left', 'main', 'origin/HEAD', 'origin/main'],
    ...['right', 'same', 'tree', 'v1.2', 'v1.2-again'],
  ]);
});

test('a short id that several commits begin with is ambiguous, and other objects do not count', () => {
  const root = temporaryRepository({ a: '1' });
  history(
    root,
    Array.from({ length: 60 }, (_, n) => [n, 3]),
  );
  const repository = repositoryIn(root);
  const all = git(root, 'rev-list', '--all').trim().split('\n');
  const first = all[0] ?? '';
  expect(said(resolveRevision(repository, first.slice(0, 8)))).toBe(first);
  // Four digits of 61 commits seldom collide; what git says is what counts.
  const short = all.map((id) => id.slice(0, 4));
  const ours = short.map((name) => resolveRevision(repository, name));
  expect(ours.map((outcome) => (outcome.is === 'commit' ? outcome.commit.id : null))).toEqual(
    byGit(root, short),
  );
});

test.each([
  ['loop', 'ref: refs/heads/loop\n'],
  ['out', 'ref: refs/heads/../../../../etc/passwd\n'],
  ['none', 'ref: refs/heads/nowhere\n'],
  ['text', 'nonsense\n'],
  ['gone', `${'1'.repeat(40)}\n`],
])('a hostile ref "%s" leads nowhere', (name, content) => {
  const root = temporaryRepository({ a: '1' });
  writeFileSync(join(root, '.git/refs/heads', name), content);
  symlinkSync('/etc/passwd', join(root, '.git/refs/heads/link'));
  const repository = repositoryIn(root);
  expect(resolveRevision(repository, name).is).toBe('unknown');
  expect(resolveRevision(repository, 'link').is).toBe('unknown');
});

test('what a shallow clone lacks is said, with the way to get it', () => {
  const origin = temporaryRepository({ a: '1' });
  git(origin, 'commit', '-q', '--allow-empty', '-m', 'two');
  const root = join(temporaryTree(), 'clone');
  git(origin, 'clone', '-q', '--depth=1', `file://${origin}`, root);
  const repository = repositoryIn(root);
  const parent = git(origin, 'rev-parse', 'HEAD~1').trim();
  expect(said(resolveRevision(repository, 'HEAD~1'))).toBe(
    `The commit of "HEAD~1", ${parent}, is not in this repository. This clone is shallow: fetch it with "git fetch --depth=1 origin ${parent}", or everything with "git fetch --unshallow" ("fetch-depth: 0" in actions/checkout).`,
  );
  expect(said(resolveRevision(repository, parent))).toContain(
    `The commit ${parent} is not in this repository.`,
  );
  expect(said(resolveRevision(repository, 'HEAD~2'))).toContain('shallow');
  // What is said helps.
  git(root, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  git(root, 'fetch', '-q', '--depth=1', 'origin', parent);
  expect(said(resolveRevision(repositoryIn(root), parent))).toBe(parent);
});

test('what a partial clone lacks is said, and what is said helps', () => {
  const origin = temporaryRepository({ a: '1' });
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const root = join(temporaryTree(), 'clone');
  git(origin, 'clone', '-q', '--no-checkout', '--filter=blob:none', `file://${origin}`, root);
  const blob = git(origin, 'rev-parse', 'HEAD:a').trim();
  expect(repositoryIn(root).objects.read(blob, 10)).toEqual({ is: 'missing' });
  git(root, 'fetch', '-q', '--refetch', '--no-filter');
  expect(repositoryIn(root).objects.read(blob, 10)).toMatchObject({ is: 'object' });
});

test('refs in a reftable are said not to be read', () => {
  const root = temporaryRepository({ a: '1' });
  git(root, 'config', 'extensions.refstorage', 'reftable');
  const repository = repositoryIn(root);
  expect(said(resolveRevision(repository, 'nothing'))).toContain('keeps its refs in a reftable');
  const id = readHead(root);
  expect(said(resolveRevision(repository, id))).toBe(id);
});

function readHead(root: string): string {
  return execFileSync('cat', [join(root, '.git/refs/heads/main')], { encoding: 'utf8' }).trim();
}

function commitOf(repository: Repository, name: string) {
  const outcome = resolveRevision(repository, name);
  if (outcome.is === 'unknown') throw new Error(outcome.because);
  return outcome.commit;
}

test('merge bases of random histories are among those that git finds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(299), fc.nat(40)), { minLength: 6, maxLength: 14 }), (steps) => {
      const root = temporaryRepository({ a: 'a' });
      history(root, steps);
      const repository = repositoryIn(root);
      const branches = git(root, 'for-each-ref', '--format=%(refname)', 'refs/heads').trim().split('\n');
      for (const one of branches) {
        for (const other of branches) {
          const base = mergeBase(repository, commitOf(repository, one), commitOf(repository, other));
          expect(git(root, 'merge-base', '--all', one, other).trim().split('\n')).toContain(said(base));
        }
      }
    }),
    { numRuns: 6 },
  );
});

test('of several merge bases the one that was committed last is taken, and histories apart have none', () => {
  const root = temporaryRepository({ a: '1' });
  git(root, 'checkout', '-q', '--orphan', 'apart');
  git(root, 'commit', '-q', '-m', 'apart');
  const repository = repositoryIn(root);
  expect(said(mergeBase(repository, commitOf(repository, 'main'), commitOf(repository, 'apart')))).toBe(
    'Their histories have no commit in common.',
  );
});

test('a long history is read only as far as the merge base', () => {
  const root = temporaryRepository({ a: '1' });
  history(
    root,
    Array.from({ length: 60 }, (_, n) => [n, 3]),
  );
  const id = git(root, 'rev-parse', 'HEAD').trim();
  // A commit has some 200 bytes: room for a handful.
  const repository = repositoryIn(root, { maxBytes: 2500 });
  const head = commitOf(repository, id);
  expect(said(mergeBase(repository, commitOf(repository, 'HEAD~2'), head))).toBe(
    git(root, 'rev-parse', 'HEAD~2').trim(),
  );
});

test('a shallow clone that does not reach the merge base says so', () => {
  const origin = temporaryRepository({ a: '1' });
  for (const branch of ['left', 'right']) {
    git(origin, 'checkout', '-q', '-b', branch, 'main');
    git(origin, 'commit', '-q', '--allow-empty', '-m', branch);
  }
  const root = join(temporaryTree(), 'clone');
  git(origin, 'clone', '-q', '--depth=1', '--no-single-branch', `file://${origin}`, root);
  const repository = repositoryIn(root);
  const base = mergeBase(repository, commitOf(repository, 'origin/left'), commitOf(repository, 'HEAD'));
  expect(said(base)).toContain('This clone is shallow and does not reach back to a commit that both have');
});
