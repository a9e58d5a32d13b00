import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { findGitDir } from '../git-dir.ts';
import { git, gitFed } from '../temporary-tree.testkit.ts';
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

/** Adds commits that change files, branch off, are merged and tagged, all by one process; for tests only. */
export function history(root: string, steps: readonly (readonly [number, number])[], name = ''): void {
  let text = Array.from(
    { length: 300 },
    (_, n) => `line ${n} ${createHash('sha1').update(`${n}`).digest('hex')}`,
  );
  const stream: string[] = [];
  let branch = git(root, 'symbolic-ref', 'HEAD').trim();
  let main = git(root, 'rev-parse', 'refs/heads/main').trim();
  let trail = [git(root, 'rev-parse', 'HEAD').trim()];
  let commits = 0;
  const commit = (message: string, ...more: readonly string[]) => {
    const mark = `:${++commits}`;
    stream.push(`commit ${branch}`, `mark ${mark}`, `committer ${somebody}`, data(message));
    stream.push(`from ${trail.at(-1)}`, ...more);
    trail = [...trail, mark];
    if (branch === 'refs/heads/main') main = mark;
  };
  steps.forEach(([where, what], step) => {
    if (what % 5 === 0 && step > 0) {
      branch = `refs/heads/${name}b${step}`;
      trail = trail.slice(0, trail.length - Math.min(step, what % 3));
    }
    text = text.with(where % text.length, `step ${step} ${where}`);
    const files = { [`d${what % 3}/f${where % 4}.txt`]: text.join('\n'), [`n${step}`]: `${step}` };
    commit(
      `step ${step}`,
      ...Object.entries(files).map(([path, content]) => `M 100644 inline ${path}\n${data(content)}`),
    );
    if (what % 4 === 1)
      stream.push(`tag ${name}t${step}`, `from ${trail.at(-1)}`, `tagger ${somebody}`, data('tag'));
    if (what % 7 === 2 && !trail.includes(main)) commit('merge', `merge ${main}`);
  });
  // Else it would keep them in a pack.
  const loose = 'fastimport.unpackLimit=10000';
  gitFed(root, `${stream.join('\n')}\n`, '-c', loose, 'fast-import', '--quiet', '--date-format=raw');
  git(root, 'symbolic-ref', 'HEAD', branch);
}

const somebody = 'T <t@example.org> 1700000000 +0100';

function data(text: string): string {
  return `data ${text.length}\n${text}`;
}
