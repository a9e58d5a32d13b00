import type { Kind } from '../model/kind.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';

/** The name of the file, at the root. */
export const contentLockName = 'fineprint.lock';

/** What a component held when it was locked, for one request. */
export interface ContentEntry {
  readonly key: string;
  /** What was asked for, as it is written; `null` where nothing is. */
  readonly request: string | null;
  /** What the request led to, as far as it is known. */
  readonly version?: string;
  readonly commit?: string;
  /** `h1:…` of a tree, `sha256:…` of a file. */
  readonly hash: string;
}

/** The entries of a `fineprint.lock`, by `entryId`. */
export interface ContentLock {
  readonly path: string;
  readonly entries: ReadonlyMap<string, ContentEntry>;
}

/** What an entry was made for: the same request of a component leads to one content. */
export function entryId({ key, request }: Pick<ContentEntry, 'key' | 'request'>): string {
  return `${key}\0${request ?? ''}`;
}

/** The request of an occurrence as an entry has it. */
export function askedFor({ key, requested }: ResolvedOccurrence): Pick<ContentEntry, 'key' | 'request'> {
  return { key, request: requested };
}

/**
 * What sort of content an occurrence of the repository itself leads to that nothing else holds fast, or `null`: a digest
 * and a commit say what they stand for, and what a value would have to tell is not known.
 */
export function lockableAs(occurrence: ResolvedOccurrence, kind: Kind): 'tree' | 'file' | null {
  const { pin, unresolved, name, source = null, subpath = null } = occurrence;
  const isHeld = pin === 'digest' || pin === 'commit' || unresolved !== undefined || occurrence.in !== null;
  return isHeld ? null : (kind.holds?.({ name, source, subpath }) ?? null);
}
