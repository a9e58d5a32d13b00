import {
  type Discovered,
  type Edit,
  orderedEdits,
  type ReferenceMeans,
  type ResolvedScan,
  referencesIn,
} from '@fineprint/core';
import { changeOf, type FileChange } from './change.ts';
import { allOf, cleared, type Doubt, narrowed, withoutPins } from './doubt.ts';
import { type Judgement, judge, type Suspected } from './judge.ts';
import type { Left, Pinned } from './outcome.ts';

// Each round reads the repository again, and one guilty pin among a thousand is found in twelve. Where it takes longer than
// this, all that are in doubt are dropped; a repository that then still changes was made for it.
const mostHalvings = 16;
const mostRounds = 24;

/** Edits that were proven: the pins that they make, and those that had to be dropped. */
export interface Proven {
  readonly changes: readonly FileChange[];
  readonly pinned: readonly Pinned[];
  readonly left: readonly Left[];
}

/**
 * Drops the pins that do not do what they should, until all do: the edits are laid over the files, and all is read again. Of
 * pins that do harm to a file together, the guilty one is found by halving.
 */
export async function proven(
  found: Discovered,
  before: ResolvedScan,
  proposals: readonly Pinned[],
  means: ReferenceMeans,
): Promise<Proven> {
  const refused = new Map<Pinned, string>();
  const open = () => proposals.filter((each) => !refused.has(each));
  let doubts: ReadonlyMap<string, Doubt> = new Map();
  let best: Pick<Proven, 'changes' | 'pinned'> = { changes: [], pinned: [] };
  for (let round = 0; round < mostRounds && best.pinned.length < open().length; round += 1) {
    const held = new Set([...doubts.values()].flatMap((doubt) => doubt.held.flat()));
    const tried = open().filter((each) => !held.has(each));
    const { changes, judgement } = await judged(found, before, tried, means);
    for (const { pinned, because } of judgement.refused) refused.set(pinned, because);
    doubts = doubtsAfter(doubts, judgement.suspected, refused, round < mostHalvings);
    const isClean = judgement.refused.length === 0 && judgement.suspected.length === 0;
    if (isClean) best = { changes, pinned: tried };
    else if (best.pinned.some((each) => refused.has(each))) best = { changes: [], pinned: [] };
  }
  const made = new Set(best.pinned);
  const left = proposals.flatMap((each) => {
    const because = refused.get(each) ?? 'No set of edits was found that changes nothing else.';
    return made.has(each) ? [] : [{ occurrence: each.occurrence, because }];
  });
  return { ...best, left };
}

/** The changes that pins make, and what is wrong with them. */
async function judged(
  found: Discovered,
  before: ResolvedScan,
  pinned: readonly Pinned[],
  means: ReferenceMeans,
): Promise<{ readonly changes: readonly FileChange[]; readonly judgement: Judgement }> {
  const { changes, unchanged } = changesOf(found, pinned);
  if (unchanged.length > 0) return { changes, judgement: { refused: unchanged, suspected: [] } };
  const overlay = new Map(changes.map(({ path, after }) => [path, after]));
  const after = await referencesIn({ ...found, root: { ...found.root, overlay } }, means);
  return { changes, judgement: judge(before, after, pinned) };
}

/** What is in doubt after a reading, by file; the guilty are added to those that are refused. */
function doubtsAfter(
  doubts: ReadonlyMap<string, Doubt>,
  suspected: readonly Suspected[],
  refused: Map<Pinned, string>,
  isHalving: boolean,
): ReadonlyMap<string, Doubt> {
  const next = new Map<string, Doubt | null>([...doubts].map(([path, doubt]) => [path, cleared(doubt)]));
  for (const { path, pinned, because } of suspected) {
    const doubted = doubts.get(path) ?? { tried: pinned, held: [] };
    const { guilty, doubt } = isHalving ? narrowed(doubted) : allOf(doubted);
    for (const each of guilty) refused.set(each, because);
    next.set(path, doubt);
  }
  return new Map(
    [...next].flatMap(([path, doubt]) => (doubt ? [[path, withoutPins(doubt, refused)] as const] : [])),
  );
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
