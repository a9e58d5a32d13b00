import { type Alignment, alignmentsOf } from './align.ts';
import { candidatesIn } from './candidates.ts';
import { type Difference, differencesOf, isHolder, isMaterial } from './differences.ts';
import type { FileWords } from './file-words.ts';
import type { References } from './references.ts';

/** A reference that stands in a file, with what it says otherwise. */
export interface Match extends Alignment {
  readonly differences: readonly Difference[];
  /** Another license that fits there almost as well, where neither fits word for word. */
  readonly rival: string | null;
}

/** What stands in a file, in its order, and what came nearest where the rest is no reference. */
export interface Matches {
  readonly found: readonly Match[];
  /** Whether all of it was compared. */
  readonly isWhole: boolean;
  readonly nearest: Alignment | null;
}

/**
 * Finds the references that stand in a file. In each round the reference that explains most of what is left is taken, at
 * all its places; that of two which differ by a clause the one fits better is what tells them apart.
 */
export function matchesIn(file: FileWords, references: References): Matches {
  const found: Match[] = [];
  for (let round = 0; round < maximumRounds && file.budget.left > 0; round += 1) {
    const { best, rival } = bestIn(file, references);
    const alignments = best.filter(({ score }) => score >= leastScore);
    if (alignments.length === 0) {
      return { found: found.toSorted(byPlace), nearest: best[0] ?? null, isWhole: file.budget.left > 0 };
    }
    for (const alignment of alignments) {
      file.covered.fill(1, alignment.start, alignment.end);
      found.push(matchOf(file, references, alignment, rival));
    }
  }
  return { found: found.toSorted(byPlace), nearest: null, isWhole: false };
}

/** A match with its differences; who holds the copyright is none, and like a missing title does not lower the score. */
function matchOf(file: FileWords, references: References, alignment: Alignment, rival: string | null): Match {
  const all = differencesOf(file, references, alignment);
  const differences = all.filter((one) => !isHolder(one));
  const notices = all
    .filter((one) => isHolder(one) || (one.isHead && one.extra.length === 0 && !isMaterial(one)))
    .reduce((sum, { missing, extra }) => sum + missing.length + extra.length, 0);
  const { matched, required, start, end } = alignment;
  const score = (2 * matched) / (required + end - start - notices);
  return { ...alignment, differences, rival: score >= certain ? null : rival, score };
}

function byPlace(one: Match, other: Match): number {
  return one.start - other.start;
}

/** Below, a text has no more than phrases in common with a license. */
export const leastScore = 0.8;
const maximumRounds = 40;
const maximumCandidates = 12;

interface Best {
  readonly best: readonly Alignment[];
  readonly rival: string | null;
}

function bestIn(file: FileWords, references: References): Best {
  let best: readonly Alignment[] = [];
  const firsts: Alignment[] = [];
  for (const { reference } of candidatesIn(file, references, maximumCandidates)) {
    if (file.budget.left <= 0) break;
    const alignments = alignmentsOf(file, references.words, reference);
    const [first] = alignments;
    if (first === undefined) continue;
    firsts.push(first);
    if (best[0] === undefined || explained(first) > explained(best[0])) best = alignments;
    // The candidates come in the order of what they may explain.
    if (first.score === 1) break;
  }
  return { best, rival: rivalOf(best[0], firsts) };
}

/** What fits the same place with hardly more differences than the best does. */
function rivalOf(best: Alignment | undefined, firsts: readonly Alignment[]): string | null {
  if (best === undefined || best.score >= certain) return null;
  const rival = firsts.find(
    ({ reference, start, end, score }) =>
      familyOf(reference.id) !== familyOf(best.reference.id) &&
      reference.kind === best.reference.kind &&
      score >= best.score - margin &&
      start < best.end &&
      end > best.start,
  );
  return rival?.reference.id ?? null;
}

const certain = 0.995;
const margin = 0.015;
const scope = /-(?:only|or-later)$/;

function familyOf(id: string): string {
  return id.replace(scope, '');
}

/** The words that a reference explains, less those that it misses and those that it has too many. */
function explained({ start, end, matched, required }: Alignment): number {
  return 3 * matched - required - (end - start);
}
