import { existsSync, realpathSync } from 'node:fs';
import { delimiter } from 'node:path';
import {
  type Commit,
  commitRoot,
  findGitDir,
  openRepository,
  openRoot,
  prefixIn,
  type Repository,
  type Root,
  refNames,
  resolveRevision,
} from '@fineprint/core';
import type { Surroundings } from './surroundings.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** The history of a directory or file on disk; it must be closed in the end. */
export interface History {
  readonly repository: Repository;
  /** Its path in the repository, empty for the work tree itself. */
  readonly path: string;
  readonly disk: Root;
  close(): void;
}

/** Opens the repository that a path lies in; throws a `UsageError` where there is none that can be read. */
export function openHistory(path: string, env: Surroundings['env']): History {
  const disk = openRoot(path);
  const found = findGitDir(disk.directory, 'above');
  if (found.is === 'none')
    throw new UsageError(`"${path}" lies in no git repository, so there are no commits of it.`);
  if (found.is === 'unusable')
    throw new UsageError(`The git repository of "${path}" cannot be read. ${found.because}`);
  const repository = openRepository(found.git, { alternates: alternatesIn(env) });
  if (typeof repository === 'string')
    throw new UsageError(`The git repository of "${path}" cannot be read. ${repository}`);
  const above = prefixIn(found.git.workTree, disk.directory);
  const inTree = [above, disk.file ?? ''].filter((part) => part !== '').join('/');
  return { repository, path: inTree, disk, close: repository.close };
}

/** Whether a name that is a path too names a branch or a tag of the repository that a path lies in. */
export function isRef(path: string, name: string, env: Surroundings['env']): boolean {
  const { directory } = openRoot(path);
  if (findGitDir(directory, 'above').is !== 'found') return false;
  const history = openHistory(path, env);
  const names = refNames(history.repository.git);
  history.close();
  return names.includes(name);
}

/** Directories of objects that the user, as for git itself, names in the environment. */
function alternatesIn({
  GIT_ALTERNATE_OBJECT_DIRECTORIES: named = '',
}: Surroundings['env']): readonly string[] {
  return named
    .split(delimiter)
    .filter((path) => path !== '' && existsSync(path))
    .map((path) => realpathSync.native(path));
}

const mostSuggested = 2000;

/** The commit that a revision names; throws a `UsageError` that says why there is none, and what may be meant. */
export function commitNamed({ repository }: History, revision: string): Commit {
  const outcome = resolveRevision(repository, revision);
  if (outcome.is === 'commit') return outcome.commit;
  const names = refNames(repository.git).slice(0, mostSuggested);
  const isMissing = outcome.because.startsWith('There is no');
  throw new UsageError(`${outcome.because}${isMissing ? howToGet(repository, revision, names) : ''}`);
}

/** A branch that is there under another name, or how to fetch it. */
function howToGet({ shallow }: Repository, revision: string, names: readonly string[]): string {
  const remote = names.find((name) => name === `origin/${revision}`);
  const near = remote === undefined ? didYouMean(revision, names) : ` Did you mean "${remote}"?`;
  if (near !== '') return near;
  const branch = revision.replace(/^origin\//, '');
  return shallow.size > 0 && /^[\w./-]+$/.test(branch)
    ? ` This clone is shallow and may have been made without it: "git fetch --unshallow origin ${branch}:refs/remotes/origin/${branch}" gets it ("fetch-depth: 0" in actions/checkout).`
    : '';
}

/** The files of a commit where the history was opened; a text says that it has none there. */
export function filesOf(
  { repository, path, disk }: History,
  commit: Commit,
  withFilled: boolean,
): Root | string {
  const name = (path === '' ? disk.directory : path).split(/[\\/]/).at(-1) ?? '';
  const place = { path, name, disk: withFilled && disk.file === null ? disk : null };
  return commitRoot(repository, commit, place);
}
