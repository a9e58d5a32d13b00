import type { ObjectStore } from './object-store.ts';

/** A commit, as far as it is needed here. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** When it was committed, in seconds since 1970; 0 where it does not say. */
  readonly seconds: number;
}

/** A commit, what else the id names, or why it cannot be had. */
export type CommitRead =
  | { readonly is: 'commit'; readonly commit: Commit }
  /** An annotated tag, which names another object. */
  | { readonly is: 'tag'; readonly target: string }
  | { readonly is: 'other'; readonly type: 'tree' | 'blob' }
  | { readonly is: 'missing' }
  | { readonly is: 'unusable'; readonly because: string };

const maxBytes = 4_000_000;
const maxParents = 1000;
const treeLine = /^tree (?<id>[0-9a-f]+)$/m;
const parentLine = /^parent (?<id>[0-9a-f]+)$/gm;
const targetLine = /^object (?<id>[0-9a-f]+)$/m;
const committer = /^committer .*> (?<seconds>\d{1,12}) [+-]\d{4}$/m;

/** Reads what an id names, as a commit or as a tag. */
export function readCommit(objects: ObjectStore, id: string): CommitRead {
  const found = objects.read(id, maxBytes);
  if (found.is === 'missing' || found.is === 'unusable') return found;
  if (found.is === 'too-large') return { is: 'other', type: 'blob' };
  const { type, bytes } = found;
  if (type === 'tree' || type === 'blob') return { is: 'other', type };
  // The message may quote such lines; the header ends at the first empty line.
  const end = bytes.indexOf('\n\n');
  const header = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  if (type === 'tag') {
    const target = targetLine.exec(header)?.groups?.id;
    return target === undefined
      ? { is: 'unusable', because: 'it is a tag that names nothing.' }
      : { is: 'tag', target };
  }
  const tree = treeLine.exec(header)?.groups?.id;
  if (tree === undefined) return { is: 'unusable', because: 'it is a commit without files.' };
  const parents = [...header.matchAll(parentLine)].flatMap(({ groups }) => groups?.id ?? []);
  const seconds = Number(committer.exec(header)?.groups?.seconds ?? 0);
  return { is: 'commit', commit: { id, tree, parents: parents.slice(0, maxParents), seconds } };
}

/** When a commit was made, ISO 8601 in UTC; `null` where it does not say. */
export function timeOf({ seconds }: Commit): string | null {
  const time = new Date(seconds * 1000);
  return seconds === 0 || Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z');
}
