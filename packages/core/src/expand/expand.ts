import { claim } from '../discover/claim.ts';
import { link } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { readFiles } from '../read/read.ts';
import { mergeComponents } from '../resolve/merge.ts';
import { type ResolvedScan, type ResolveMeans, resolve } from '../resolve/resolve.ts';
import { discoverInside } from './discover-inside.ts';
import { mayBeFetched, scanFetched } from './fetched.ts';
import { ofContents } from './of-contents.ts';

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
  for (let level = copiesIn(resolved.occurrences, 0, means); level.length > 0; ) {
    const next = level.filter((copy) => isNew(copy, done, resolved));
    const { taken, refused } = withinBudgets(next, done);
    for (const copy of refused) problems.push(tooMany(copy));
    // All of a level at once: what is fetched is waited for together.
    const trees = await Promise.all(taken.map((copy) => scanCopy(copy, resolved, extractors, means)));
    level = [];
    trees.forEach((tree, index) => {
      // One by one: a call takes only so many arguments.
      for (const occurrence of tree.occurrences) occurrences.push(occurrence);
      for (const found of tree.problems) problems.push(found);
      level.push(...copiesIn(tree.occurrences, (taken[index]?.depth ?? 0) + 1, means));
    });
  }
  if (done.size === 0) return resolved;
  return { ...resolved, occurrences, problems, components: mergeComponents(occurrences, means.kinds) };
}

function copiesIn(occurrences: readonly ResolvedOccurrence[], depth: number, means: ResolveMeans): Copy[] {
  return occurrences.flatMap((from): Copy[] => {
    if (from.contents !== undefined) return [{ from, path: from.contents, depth }];
    return mayBeFetched(from, means) ? [{ from, path: null, depth }] : [];
  });
}

/** Each tree once; a copy that git tracks outside of the places that tools fill was scanned with the rest. */
function isNew({ path, from }: Copy, done: Set<string>, { files }: ResolvedScan): boolean {
  const id = path ?? `fetched ${from.ref}`;
  if (done.has(id) || (path !== null && files.some((file) => file.path.startsWith(`${path}/`)))) return false;
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
export type CopyScan = Pick<ResolvedScan, 'occurrences' | 'problems'>;

async function scanCopy(
  { from, path }: Copy,
  outer: ResolvedScan,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<CopyScan> {
  if (path === null) return scanFetched(from, extractors, means);
  const found = discoverInside(outer.root, path);
  const { files, readers } = ofContents(found.files, path, from, extractors, means);
  const linked = link(readFiles(claim({ ...found, files }, readers), { cache: null }), from.ref);
  return resolve(linked, { ...means, usage: () => from.usage });
}
