import { pathsAmong } from '../discover/paths-among.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { mergeComponents } from '../resolve/merge.ts';
import { isResolved, type ResolvedScan, type ResolveMeans, resolve } from '../resolve/resolve.ts';
import { addUnanswered, type Unanswered, unansweredProblems } from '../resolve/unanswered.ts';
import { mostRead, mostUnpacked, scanArchive } from './archive.ts';
import { type CopyScan, type Expanding, isArchive, withParts } from './copy-scan.ts';
import { discoverInside } from './discover-inside.ts';
import { mayBeFetched, scanFetched } from './fetched.ts';
import { besideIn, linkCopy } from './link-copy.ts';

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

/**
 * Sends the copies of components that lie on disk, or that a look-up fetches, through the same stages, each tree once,
 * within budgets.
 */
export async function expand(
  resolved: ResolvedScan,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<ResolvedScan> {
  const done = new Set<string>();
  let trees = maxTrees;
  const isScanned = pathsAmong(resolved.files);
  const expanding = {
    root: resolved.root,
    isScanned,
    room: { unpacked: mostUnpacked, read: mostRead },
    extractors,
    means,
  };
  const occurrences: ResolvedOccurrence[] = [...resolved.occurrences];
  const problems: Problem[] = [...resolved.problems];
  const unanswered: Unanswered = new Map();
  const whole = new Map(resolved.whole);
  for (let level = copiesIn(resolved.occurrences, 0, means); level.length > 0; ) {
    const next = level.filter((copy) => isNew(copy, done, isScanned));
    const { taken, refused } = withinBudgets(next, trees);
    trees -= taken.length;
    for (const copy of refused) {
      problems.push(tooMany(copy));
      addTo(whole, copy.from, false);
    }
    level = [];
    for (const [{ from, depth }, tree] of await scanCopies(taken, expanding)) {
      // One by one: a call takes only so many arguments.
      for (const occurrence of tree.occurrences) occurrences.push(occurrence);
      for (const found of tree.problems) problems.push(found);
      if (tree.unanswered !== undefined) addUnanswered(unanswered, tree.unanswered, from);
      for (const part of [from, ...tree.parts]) {
        addTo(whole, part, tree.isWhole);
        done.add(idOf({ from: part, path: null })).add(idOf({ from: part, path: part.contents ?? null }));
      }
      level.push(...copiesIn(tree.occurrences, depth + 1, means));
    }
  }
  if (done.size === 0) return resolved;
  problems.push(...unansweredProblems(unanswered, 'contents'));
  return { ...resolved, occurrences, problems, whole, components: mergeComponents(occurrences, means.kinds) };
}

/** One copy that was read as a whole tells all; of what may move on, a copy tells what it was once. */
function addTo(whole: Map<string, boolean | null>, from: ResolvedOccurrence, isWhole: boolean | null): void {
  if (isWhole === false) whole.set(from.ref, whole.get(from.ref) ?? false);
  else if (isWhole && isResolved(from)) whole.set(from.ref, true);
}

function copiesIn(occurrences: readonly ResolvedOccurrence[], depth: number, means: ResolveMeans): Copy[] {
  return occurrences.flatMap((from): Copy[] => {
    if (from.contents !== undefined) return [{ from, path: from.contents, depth }];
    return mayBeFetched(from, means) ? [{ from, path: null, depth }] : [];
  });
}

/** Each tree once; a copy that git tracks outside of the places that tools fill was scanned with the rest. */
function isNew(copy: Copy, done: Set<string>, isScanned: (path: string) => boolean): boolean {
  const id = idOf(copy);
  if (done.has(id) || (copy.path !== null && isScanned(copy.path))) return false;
  done.add(id);
  return true;
}

function idOf({ path, from }: Pick<Copy, 'path' | 'from'>): string {
  return path ?? `fetched ${from.ref}`;
}

function withinBudgets(
  copies: readonly Copy[],
  room: number,
): { readonly taken: readonly Copy[]; readonly refused: readonly Copy[] } {
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

/** What is fetched is waited for together; of what lies on disk, one copy after another is in memory. */
async function scanCopies(
  copies: readonly Copy[],
  expanding: Expanding,
): Promise<readonly (readonly [Copy, CopyScan])[]> {
  const { extractors, means } = expanding;
  const fetched = await Promise.all(
    copies.map(({ path, from }) => (path === null ? scanFetched(from, extractors, means) : null)),
  );
  const scans: (readonly [Copy, CopyScan])[] = [];
  for (const [index, copy] of copies.entries()) {
    const { from, path } = copy;
    const scanOnDisk = path !== null && isArchive(path) ? scanArchive : scanDirectory;
    const scan = path === null ? fetched[index] : await scanOnDisk(from, path, expanding);
    if (scan) scans.push([copy, scan]);
  }
  return scans;
}

async function scanDirectory(
  from: ResolvedOccurrence,
  path: string,
  expanding: Expanding,
): Promise<CopyScan> {
  const { root, isScanned, means } = expanding;
  // A directory above holds other copies as well.
  const beside = besideIn(root, (other) => !isScanned(other) && !path.startsWith(`${other}/`));
  const copy = linkCopy(from, discoverInside(root, path), path, expanding, { beside });
  const scanned = await resolve(copy, { ...means, usage: () => from.usage });
  const { problems } = scanned;
  return { ...withParts(from, scanned.occurrences, path), problems, isWhole: copy.isWhole };
}
