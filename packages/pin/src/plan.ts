import {
  compareLocations,
  type Discovered,
  type Lookup,
  type Problem,
  type ReferenceMeans,
  type ResolvedOccurrence,
  type ResolvedScan,
  referencesIn,
} from '@fineprint/core';
import type { FileChange } from './change.ts';
import { editsFor, withoutConflicts } from './edits.ts';
import type { Left, Pinned } from './outcome.ts';
import { proven } from './proven.ts';
import { withoutOtherUses } from './sole.ts';
import { aim, isOpen } from './target.ts';
import { aimAnew, withoutPin } from './update.ts';

/** What planning works with. */
export interface PinMeans extends ReferenceMeans {
  readonly lookup: Lookup;
  /** Why an occurrence is to stay less firm than it could be, or `null`. */
  stays(occurrence: ResolvedOccurrence): string | null;
  /** Whether an occurrence is to be pinned at all: of others nothing is said. All are, where this is absent. */
  isMeant?(occurrence: ResolvedOccurrence): boolean;
  /** Whether pins are looked at again: what the name beside a pin leads to today takes its place. */
  readonly updates?: boolean;
}

/** What `pin` would do: the changes of files, the pins that they make, and what stays as it is. Lists are sorted by place. */
export interface PinPlan {
  readonly changes: readonly FileChange[];
  readonly pinned: readonly Pinned[];
  readonly left: readonly Left[];
  readonly problems: readonly Problem[];
}

/**
 * Plans the edits that pin what a repository leaves open. Nothing is written: the edits are laid over the files, all is
 * read again, and an edit stays only if it is read as the pin that it should be and nothing else changes. Whoever has read
 * the repository by the same means already hands its references over.
 */
export async function planPins(found: Discovered, means: PinMeans, read?: ResolvedScan): Promise<PinPlan> {
  const before = read ?? (await referencesIn(found, means));
  const outcomes = await Promise.all(
    before.occurrences.filter((each) => isCandidate(each, means)).map((each) => proposed(each, means)),
  );
  const proposals = outcomes.filter((each) => each !== null);
  const agreed = withoutConflicts(proposals.filter((each) => 'target' in each));
  const sole = withoutOtherUses(found, agreed.kept);
  const all = [...proposals.filter((each) => 'because' in each), ...agreed.left, ...sole.left];
  const planned = await proven(found, before, sole.kept, means);
  return {
    changes: planned.changes,
    pinned: byPlace(planned.pinned),
    left: byPlace([...all, ...planned.left]),
    problems: before.problems,
  };
}

function isCandidate(occurrence: ResolvedOccurrence, { isMeant, updates = false }: PinMeans): boolean {
  if (occurrence.in !== null || isMeant?.(occurrence) === false) return false;
  return isOpen(occurrence) || (updates && withoutPin(occurrence) !== null);
}

/** What is to be done about a reference; `null` where it is pinned, and to what its name leads to still. */
async function proposed(occurrence: ResolvedOccurrence, means: PinMeans): Promise<Pinned | Left | null> {
  const because = means.stays(occurrence);
  if (because !== null) return { occurrence, because };
  const kind = means.kinds.get(occurrence.kind);
  if (!kind) return { occurrence, because: `There is no kind "${occurrence.kind}".` };
  const find = isOpen(occurrence) ? aim : aimAnew;
  const aimed = await find(occurrence, kind, means.lookup);
  return aimed && 'target' in aimed ? editsFor(aimed, kind) : aimed;
}

function byPlace<T extends { readonly occurrence: ResolvedOccurrence }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => compareLocations(a.occurrence.at, b.occurrence.at));
}
