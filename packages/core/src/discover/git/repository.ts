import { type GitDir, readText } from '../git-dir.ts';
import type { Commit } from './commit.ts';
import { readCommit } from './commit.ts';
import { type ObjectStore, openObjectStore, type StoreOptions } from './object-store.ts';

/** A repository whose history can be read; it must be closed in the end. */
export interface Repository {
  readonly git: GitDir;
  readonly objects: ObjectStore;
  /** Commits whose parents were left out of a shallow clone. */
  readonly shallow: ReadonlySet<string>;
  /** Repositories of submodules that were opened besides; they are closed with it. */
  readonly inner: Repository[];
  close(): void;
}

/** Commits of a history, and where it could not be followed. */
export type CommitOutcome =
  | { readonly is: 'commit'; readonly commit: Commit }
  | { readonly is: 'unknown'; readonly because: string };

const maxShallowBytes = 16_000_000;

/** Opens the history of a repository, which must be closed in the end; a text says why it cannot be read. */
export function openRepository(git: GitDir, options: StoreOptions = {}): Repository | string {
  const objects = openObjectStore(git, options);
  if (objects === null) return 'Its object format is not known.';
  const shallow = new Set((readText(git.common, 'shallow', maxShallowBytes) ?? '').split('\n'));
  shallow.delete('');
  const inner: Repository[] = [];
  return {
    git,
    objects,
    shallow,
    inner,
    close() {
      objects.close();
      for (const one of inner) one.close();
    },
  };
}

/** A commit by its id, annotated tags followed to what they name. `name` is what the user calls it. */
export function commitAt(repository: Repository, id: string, name: string): CommitOutcome {
  let at = id;
  for (let step = 0; step < maxTags; step += 1) {
    const read = readCommit(repository.objects, at);
    if (read.is === 'commit') return read;
    if (read.is === 'tag') at = read.target;
    else if (read.is === 'other') return unknown(`"${name}" is a ${read.type} and no commit.`);
    else if (read.is === 'unusable') return unknown(`The object ${at} cannot be read: ${read.because}`);
    else return unknown(`${nameWith(name, at)} is not in this repository.${howToFetch(repository, at)}`);
  }
  return unknown(`"${name}" is a tag of a tag of more than ${maxTags} others.`);
}

const maxTags = 16;

function nameWith(name: string, id: string): string {
  return name === id ? `The commit ${id}` : `The commit of "${name}", ${id},`;
}

function unknown(because: string): CommitOutcome {
  return { is: 'unknown', because };
}

/** The parents that a commit has in this clone: none where a shallow one was cut. */
export function parentsOf({ shallow }: Repository, { id, parents }: Commit): readonly string[] {
  return shallow.has(id) ? [] : parents;
}

/** Sentences on why an object may be missing and how to get it, behind a space; empty where nothing is known. */
export function howToFetch({ shallow, git, objects }: Repository, id: string): string {
  if (objects.notFollowed > 0)
    return ' It borrows objects from another directory (objects/info/alternates), which is followed only if GIT_ALTERNATE_OBJECT_DIRECTORIES names it; "git repack -a -d" copies them.';
  if (shallow.size > 0)
    return ` This clone is shallow: fetch it with "git fetch --depth=1 origin ${id}", or everything with "git fetch --unshallow" ("fetch-depth: 0" in actions/checkout).`;
  if (isPartial(git))
    return ` This clone is partial: "git fetch --refetch --no-filter" gets what was left out.`;
  return '';
}

/** Whether a clone left objects out, to get them from a remote when they are needed. */
export function isPartial({ config }: GitDir): boolean {
  return [...config.keys()].some(
    (key) => key === 'extensions.partialclone' || /^remote\..+\.promisor$/s.test(key),
  );
}
