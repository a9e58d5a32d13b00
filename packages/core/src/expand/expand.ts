import { pathsAmong } from '../discover/paths-among.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { mergeComponents } from '../resolve/merge.ts';
import { isResolved, type ResolvedScan, type ResolveMeans, resolve } from '../resolve/resolve.ts';
import { discoverInside } from './discover-inside.ts';
import { mayBeFetched, scanFetched } from './fetched.ts';
import { linkCopy } from './link-copy.ts';

// A module nested deeper, or more copies than this, is a loop or an attack rather than a design.
const maxDepth = 8;
const maxTrees = 500;

/** A copy of a component that lies inside the root, or that is to be fetched. */
interface Copy {
  readonly from: ResolvedOccurrence;
  /** Path inside the root, or `null`. */
  readonly path: string | null;
  readonly depth: number;
}

/** Sends the copies of components that lie on disk, or that a look-up fetches, through the same stages, each tree once, within budgets. */
export async function expand(
  resolved: ResolvedScan,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<ResolvedScan> {
  const done = new Set<string>();
  const occurrences: ResolvedOccurrence[] = [...resolved.occurrences];
  const problems: Problem[] = [...resolved.problems];
  const whole = new Map(resolved.whole);
  const isScanned = pathsAmong(resolved.files);
  for (let level = copiesIn(resolved.occurrences, 0, means); level.length > 0; ) {
    const next = level.filter((copy) => isNew(copy, done, isScanned));
    const { taken, refused } = withinBudgets(next, done);
    for (const copy of refused) {
      problems.push(tooMany(copy));
      addTo(whole, copy.from, false);
    }
    // All of a level at once: what is fetched is waited for together.
    const trees = await Promise.all(taken.map((copy) => scanCopy(copy, resolved, extractors, means)));
    level = [];
    trees.forEach((tree, index) => {
      // One by one: a call takes only so many arguments.
      for (const occurrence of tree.occurrences) occurrences.push(occurrence);
      for (const found of tree.problems) problems.push(found);
      if (taken[index] && tree.isWhole !== null) addTo(whole, taken[index].from, tree.isWhole);
      level.push(...copiesIn(tree.occurrences, (taken[index]?.depth ?? 0) + 1, means));
    });
  }
  if (done.size === 0) return resolved;
  return { ...resolved, occurrences, problems, whole, components: mergeComponents(occurrences, means.kinds) };
}

/** One copy that was read as a whole tells all; of what may move on, a copy tells what it was once. */
function addTo(whole: Map<string, boolean | null>, from: ResolvedOccurrence, isWhole: boolean): void {
  if (!isWhole) whole.set(from.ref, whole.get(from.ref) ?? false);
  else if (isResolved(from)) whole.set(from.ref, true);
}

function copiesIn(occurrences: readonly ResolvedOccurrence[], depth: number, means: ResolveMeans): Copy[] {
  return occurrences.flatMap((from): Copy[] => {
    if (from.contents !== undefined) return [{ from, path: from.contents, depth }];
    return mayBeFetched(from, means) ? [{ from, path: null, depth }] : [];
  });
}

/** Each tree once; a copy that git tracks outside of the places that tools fill was scanned with the rest. */
function isNew({ path, from }: Copy, done: Set<string>, isScanned: (path: string) => boolean): boolean {
  const id = path ?? `fetched ${from.ref}`;
  if (done.has(id) || (path !== null && isScanned(path))) return false;
  done.add(id);
  return true;
}

function withinBudgets(
  copies: readonly Copy[],
  done: ReadonlySet<string>,
): { readonly taken: readonly Copy[]; readonly refused: readonly Copy[] } {
  const room = Math.max(0, maxTrees - (done.size - copies.length));
  const isAffordable = (copy: Copy, index: number) => index < room && copy.depth < maxDepth;
  return {
    taken: copies.filter(isAffordable),
    refused: copies.filter((copy, index) => !isAffordable(copy, index)),
  };
}

function tooMany({ from, path }: Copy): Problem {
  const where = path === null ? '' : ` in "${path}"`;
  const message = `The copy of ${from.ref}${where} is not looked into: there are too many, or they nest too deep.`;
  return problem('limit-reached', message, from.heldAt ?? from.at);
}

/** What a copy names, and what could not be read of it. */
export interface CopyScan extends Pick<ResolvedScan, 'occurrences' | 'problems'> {
  /** Whether all that the component uses is named; `null` where nobody can know. */
  readonly isWhole: boolean | null;
}

async function scanCopy(
  { from, path }: Copy,
  outer: ResolvedScan,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<CopyScan> {
  if (path === null) return scanFetched(from, extractors, means);
  const linked = linkCopy(from, discoverInside(outer.root, path), path, extractors, means);
  const scanned = await resolve(linked, { ...means, usage: () => from.usage });
  return { ...scanned, isWhole: linked.isWhole };
}
