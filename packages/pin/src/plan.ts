import {
  compareLocations,
  type Discovered,
  type Edit,
  type Lookup,
  type Problem,
  type ReferenceMeans,
  type ResolvedOccurrence,
  type ResolvedScan,
  referencesIn,
} from '@fineprint/core';
import { changeOf, type FileChange } from './change.ts';
import { editsFor, orderedEdits, withoutConflicts } from './edits.ts';
import { refusedPins } from './judge.ts';
import type { Left, Pinned } from './outcome.ts';
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
 * read again, and an edit stays only if it is read as the pin that it should be and nothing else changes.
 */
export async function planPins(found: Discovered, means: PinMeans): Promise<PinPlan> {
  const before = await referencesIn(found, means);
  const outcomes = await Promise.all(
    before.occurrences.filter((each) => isCandidate(each, means)).map((each) => proposed(each, means)),
  );
  const proposals = outcomes.filter((each) => each !== null);
  const { kept, left } = withoutConflicts(proposals.filter((each) => 'target' in each));
  const all = [...proposals.filter((each) => 'because' in each), ...left];
  const planned = await proven(found, before, kept, means);
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

type Planned = Pick<PinPlan, 'changes' | 'pinned' | 'left'>;

// Each round drops at least one pin; a repository in which it takes longer was made for it.
const mostRounds = 16;
// In the first ones a file that breaks costs only the pins at the place where it does.
const exactRounds = 8;

/** Drops the pins that do not do what they should, until all do. */
async function proven(
  found: Discovered,
  before: ResolvedScan,
  proposals: readonly Pinned[],
  means: PinMeans,
): Promise<Planned> {
  let pinned = proposals;
  const left: Left[] = [];
  for (let round = 0; round < mostRounds && pinned.length > 0; round += 1) {
    const { changes, unchanged } = changesOf(found, pinned);
    const overlay = new Map(changes.map(({ path, after }) => [path, after]));
    const after = await referencesIn({ ...found, root: { ...found.root, overlay } }, means);
    const refused =
      unchanged.length > 0 ? unchanged : refusedPins(before, after, pinned, round < exactRounds);
    if (refused.length === 0) return { changes, pinned, left };
    left.push(...refused.map(({ pinned: { occurrence }, because }) => ({ occurrence, because })));
    const dropped = new Set(refused.map((each) => each.pinned));
    pinned = pinned.filter((each) => !dropped.has(each));
  }
  const because = 'No set of edits was found that changes nothing else.';
  return {
    changes: [],
    pinned: [],
    left: [...left, ...pinned.map(({ occurrence }) => ({ occurrence, because }))],
  };
}

function changesOf(found: Discovered, pinned: readonly Pinned[]) {
  const byFile = new Map<string, Edit[]>();
  for (const edit of orderedEdits(pinned.flatMap(({ edits }) => edits))) {
    const known = byFile.get(edit.path);
    if (known) known.push(edit);
    else byFile.set(edit.path, [edit]);
  }
  const changes: FileChange[] = [];
  const unchanged: { readonly pinned: Pinned; readonly because: string }[] = [];
  for (const [path, edits] of byFile) {
    const change = changeOf(found.root, path, edits);
    if (typeof change !== 'string') changes.push(change);
    else
      for (const each of pinned)
        if (each.edits.some((edit) => edit.path === path)) unchanged.push({ pinned: each, because: change });
  }
  return { changes, unchanged };
}

function byPlace<T extends { readonly occurrence: ResolvedOccurrence }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => compareLocations(a.occurrence.at, b.occurrence.at));
}
