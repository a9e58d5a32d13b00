import {
  askedFor,
  type ContentEntry,
  type ContentLock,
  type ContentReader,
  type CurrentContent,
  type Discovered,
  effectOf,
  entryId,
  type Lookup,
  lockableAs,
  nonEmpty,
  openContentReader,
  type Problem,
  type ReferenceMeans,
  type ResolvedOccurrence,
  referencesIn,
} from '@fineprint/core';
import type { Left } from './outcome.ts';

/** What locking works with. */
export interface LockMeans extends ReferenceMeans {
  readonly lookup: Lookup;
  /** Whether only a part of the repository is looked at: what is not found there is not gone. */
  readonly isPartial: boolean;
}

/** What a lock would hold, and which references it cannot be brought up to date for. */
export interface LockPlan {
  readonly entries: readonly ContentEntry[];
  readonly left: readonly Left[];
  readonly problems: readonly Problem[];
}

/**
 * Plans a lock of contents: one entry for each request of a component that nothing else holds fast, with the hash of what
 * lies on disk and of what is served. Where these differ, or nothing could be looked at, an earlier entry stays as it is.
 */
export async function planLock(
  found: Discovered,
  before: ContentLock | null,
  means: LockMeans,
): Promise<LockPlan> {
  const { occurrences, problems } = await referencesIn(found, means);
  const reader = openContentReader(found.root, means.lookup);
  const requests = Map.groupBy(
    occurrences.flatMap((occurrence) => {
      const kind = means.kinds.get(occurrence.kind);
      const as = kind ? lockableAs(occurrence, kind) : null;
      return as === null ? [] : [{ occurrence, as }];
    }),
    ({ occurrence }) => entryId(askedFor(occurrence)),
  );
  const outcomes = await Promise.all(
    [...requests.values()].map((uses) => locked(nonEmpty(uses), reader, means.lookup)),
  );
  const entries = new Map<string, ContentEntry>();
  const isWhole = !means.isPartial && !problems.some((each) => effectOf(each) === 'unread');
  for (const [id, entry] of before?.entries ?? []) if (!isWhole || requests.has(id)) entries.set(id, entry);
  const left: Left[] = [];
  for (const outcome of outcomes) {
    if ('because' in outcome) left.push(outcome);
    else entries.set(entryId(outcome), outcome);
  }
  return { entries: [...entries.values()], left, problems };
}

interface Use {
  readonly occurrence: ResolvedOccurrence;
  readonly as: 'tree' | 'file';
}

/** The entry of one request by all that is known of what it leads to: every copy on disk, and what is served. */
async function locked(
  uses: readonly [Use, ...Use[]],
  reader: ContentReader,
  { online }: Lookup,
): Promise<ContentEntry | Left> {
  const [{ occurrence, as }] = uses;
  const served = await reader.served(occurrence, as);
  const seen = [served, ...uses.map((use) => reader.onDisk(use.occurrence))].filter((each) => each !== null);
  const [first] = seen;
  if (first === undefined) {
    const because = online
      ? 'No copy of it lies here, and nobody is known who serves one.'
      : 'No copy of it lies here; --online fetches one.';
    return { occurrence, because };
  }
  const unhashed = seen.find(({ hashed }) => hashed.is === 'unhashed')?.hashed;
  if (unhashed?.is === 'unhashed') return { occurrence, because: unhashed.because };
  const other = seen.find((each) => hashOf(each) !== hashOf(first));
  if (other)
    return { occurrence, because: `These are not the same: ${placeOf(first)}, and ${placeOf(other)}.` };
  const { version, commit } = first;
  const { key, request } = askedFor(occurrence);
  return {
    key,
    request,
    ...(version === null || version === request ? {} : { version }),
    ...(commit === null ? {} : { commit }),
    hash: hashOf(first),
  };
}

function hashOf({ hashed }: CurrentContent): string {
  return hashed.is === 'hash' ? hashed.hash : '';
}

function placeOf({ copy }: CurrentContent): string {
  return copy === null ? 'what is served' : `the copy in "${copy}"`;
}
