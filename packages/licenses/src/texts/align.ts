import type { FileWords } from './file-words.ts';
import { commonWords, maximumCells, type Pairing } from './pairing.ts';
import type { Reference } from './references.ts';
import { type Run, runsOf } from './runs.ts';

/** How a reference lies in a file: the words of the file from `start` to `end`, and which of them it shares. */
export interface Alignment {
  readonly reference: Reference;
  readonly start: number;
  readonly end: number;
  readonly pairs: readonly Run[];
  /** How many words both have in the same order. */
  readonly matched: number;
  /** How many words of the reference the file would have to have: all but optional ones that it lacks. */
  readonly required: number;
  /** Dice's coefficient over words: 1 where they are the same. */
  readonly score: number;
}

/** Lays a reference over the uncovered words of a file: the best place first, then further places, never one over another. */
export function alignmentsOf(
  file: FileWords,
  words: Uint16Array,
  reference: Reference,
): readonly Alignment[] {
  let runs = runsOf(file, words, reference);
  const found: Alignment[] = [];
  while (runs.length > 0 && found.length < maximumAlignments && file.budget.left > 0) {
    file.budget.left -= (runs.length * runs.length) / 2;
    const chain = bestChain(runs);
    const alignment = filled(file, words, reference, chain);
    if (alignment.score < leastScore) break;
    found.push(alignment);
    runs = runs.filter(({ inFile, length }) => inFile + length <= alignment.start || inFile >= alignment.end);
  }
  return found;
}

const maximumAlignments = 48;
const leastScore = 0.6;

/** The sequence of runs, ascending in both texts, that shares most and is interrupted least. */
function bestChain(runs: readonly Run[]): readonly Run[] {
  const sums = new Float64Array(runs.length);
  const previous = new Int32Array(runs.length).fill(-1);
  let best = 0;
  for (const [place, run] of runs.entries()) {
    let sum = 0;
    for (let other = 0; other < place; other += 1) {
      const before = runs[other];
      if (before === undefined) continue;
      // Runs may overlap by the words that two shingles share.
      const inFile = run.inFile - (before.inFile + before.length);
      const inReference = run.inReference - (before.inReference + before.length);
      if (inFile <= -run.length || inReference <= -run.length || run.inReference <= before.inReference)
        continue;
      const overlap = Math.max(0, -inFile, -inReference);
      const reached = (sums[other] ?? 0) - overlap - Math.max(0, inFile) * interruption;
      if (reached > sum) {
        sum = reached;
        previous[place] = other;
      }
    }
    sums[place] = sum + run.length;
    if ((sums[place] ?? 0) > (sums[best] ?? 0)) best = place;
  }
  const chain: Run[] = [];
  for (let place = best; place !== -1; place = previous[place] ?? -1) {
    const run = runs[place];
    if (run !== undefined) chain.unshift(run);
  }
  return chain;
}

// What a strange word between two runs costs, in shared words.
const interruption = 0.6;

/** Pairs the words between the runs of a chain, and those just before and behind it. */
function filled(file: FileWords, words: Uint16Array, reference: Reference, chain: readonly Run[]): Alignment {
  const pairs: Run[] = [];
  let inFile = Math.max(0, (chain[0]?.inFile ?? 0) - edge(chain[0]?.inReference ?? 0, reference.start));
  let inReference = reference.start;
  const between = (fileEnd: number, referenceEnd: number) => {
    const gap: Pairing = {
      one: file.numbers.subarray(inFile, fileEnd),
      other: words.subarray(inReference, referenceEnd),
    };
    file.budget.left -= Math.min(gap.one.length * gap.other.length, maximumCells);
    for (const run of commonWords(gap)) {
      pairs.push({ inFile: inFile + run.one, inReference: inReference + run.other, length: run.length });
    }
  };
  for (const run of chain) {
    const overlap = Math.max(0, inFile - run.inFile, inReference - run.inReference);
    if (overlap >= run.length) continue;
    between(run.inFile + overlap, run.inReference + overlap);
    pairs.push({
      inFile: run.inFile + overlap,
      inReference: run.inReference + overlap,
      length: run.length - overlap,
    });
    inFile = run.inFile + run.length;
    inReference = run.inReference + run.length;
  }
  const after = Math.min(file.numbers.length, inFile + edge(reference.end, inReference));
  between(after, reference.end);
  trim(pairs);
  const first = pairs[0];
  const last = pairs.at(-1);
  const start = first?.inFile ?? 0;
  const end = last === undefined ? start : last.inFile + last.length;
  const matched = pairs.reduce((sum, pair) => sum + pair.length, 0);
  const required = reference.end - reference.start - lackingOptional(reference, pairs);
  return { reference, start, end, pairs, matched, required, score: (2 * matched) / (required + end - start) };
}

function lackingOptional({ optional }: Reference, pairs: readonly Run[]): number {
  return optional.reduce((sum, [start, end]) => {
    const shared = pairs.reduce((count, pair) => {
      const first = Math.max(start, pair.inReference);
      return count + Math.max(0, Math.min(end, pair.inReference + pair.length) - first);
    }, 0);
    return sum + (end - start - shared);
  }, 0);
}

/** Takes away words at both ends that the file has in common by chance, far from the others. */
function trim(pairs: Run[]): void {
  for (let last = pairs.at(-1); last !== undefined; last = pairs.at(-1)) {
    const before = pairs.at(-2);
    if (before === undefined || last.inFile - before.inFile - before.length <= 2 * last.length) break;
    pairs.pop();
  }
  for (let first = pairs[0]; first !== undefined; first = pairs[0]) {
    const second = pairs[1];
    if (second === undefined || second.inFile - first.inFile - first.length <= 2 * first.length) break;
    pairs.shift();
  }
}

/** How many words beside a chain may belong to it: as many as the reference has left there, and a few. */
function edge(end: number, start: number): number {
  return end - start <= 0 ? 0 : Math.min(64, end - start + 8);
}
