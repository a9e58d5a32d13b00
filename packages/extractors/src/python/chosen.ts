import {
  type ChosenFact,
  parseGitUrl,
  repositoryLocation,
  type Scope,
  type SourceFile,
  type Span,
} from '@fineprint/core';
import { normalizedName } from './requirement.ts';

/** A package as a lockfile of Python describes it. */
export interface LockedPackage {
  readonly at: Span;
  readonly name: string;
  readonly version: string | null;
  /** Host of the index that it comes from. */
  readonly index?: string | null;
  /** The repository and the commit that it was taken from. */
  readonly git?: string | null;
  readonly commit?: string | null;
  readonly hashes: readonly string[];
  /** Ids of what it needs, or `null` where the lockfile does not say. */
  readonly needs: readonly string[] | null;
  readonly scope?: Scope | null;
  readonly isOwn?: boolean;
  /** Where in the repository it lies, from the lockfile on. */
  readonly path?: string | undefined;
}

/** Id of a package: lockfiles may hold several versions of one, for different platforms. */
export function idOf(name: string, version: string | null): string {
  return `${normalizedName(name)}@${version ?? ''}`;
}

/** The name in an id. */
export function nameInId(id: string): string {
  return id.slice(0, id.indexOf('@'));
}

/** Makes the fact of a package that a lockfile chose. */
export function chosenPackage(file: SourceFile, locked: LockedPackage): ChosenFact {
  const { at, name, version, index, git, commit, needs, scope, isOwn, path } = locked;
  const repository = git ? parseGitUrl(git) : null;
  const isGit = repository !== null && repository.is !== 'unknown';
  const identity = isGit
    ? { kind: 'git-source', name: repositoryLocation(repository), source: repository.url }
    : { kind: 'library', name: `pypi/${normalizedName(name)}`, ...(index ? { source: index } : {}) };
  return {
    is: 'chosen',
    place: file.place(at),
    text: file.text.slice(at.start, at.end),
    ids: [idOf(name, version), ...(path === undefined ? [] : [`./${path}`])],
    ...identity,
    locked: { version, ...(isGit && commit ? { commit } : {}), hashes: hashesOf(locked) },
    needs,
    ...(scope ? { scope } : {}),
    ...(isOwn ? { isOwn: true } : {}),
  };
}

// A package may have a wheel for each platform; more than these are none.
const mostHashes = 1_000;

function hashesOf({ hashes }: LockedPackage): readonly string[] {
  return [...new Set(hashes)].slice(0, mostHashes);
}
