import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { findGitDir } from '../git-dir.ts';
import { addFiles, git } from '../temporary-tree.testkit.ts';
import type { StoreOptions } from './object-store.ts';
import { openRepository, type Repository } from './repository.ts';

/** Opens the repository of a directory for one test, which closes it at its end; for tests only. */
export function repositoryIn(directory: string, options: StoreOptions = {}): Repository {
  const found = findGitDir(directory, 'here');
  if (found.is !== 'found') throw new Error(`There is no repository: ${JSON.stringify(found)}`);
  const repository = openRepository(found.git, options);
  if (typeof repository === 'string') throw new Error(repository);
  onTestFinished(() => repository.close());
  return repository;
}

/** Adds commits that change files, branch off, are merged and tagged; for tests only. */
export function history(root: string, steps: readonly (readonly [number, number])[], name = ''): void {
  let text = Array.from(
    { length: 300 },
    (_, n) => `line ${n} ${createHash('sha1').update(`${n}`).digest('hex')}`,
  );
  steps.forEach(([where, what], step) => {
    if (what % 5 === 0 && step > 0)
      git(root, 'checkout', '-q', '-b', `${name}b${step}`, `HEAD~${Math.min(step, what % 3)}`);
    text = text.with(where % text.length, `step ${step} ${where}`);
    addFiles(root, { [`d${what % 3}/f${where % 4}.txt`]: text.join('\n'), [`n${step}`]: `${step}` });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', `step ${step}`);
    if (what % 4 === 1) git(root, 'tag', '-a', `${name}t${step}`, '-m', 'tag');
    if (what % 7 === 2) git(root, 'merge', '-q', '-X', 'ours', '--no-edit', 'main');
  });
}
