import type { FileWords } from './file-words.ts';
import type { Reference, References } from './references.ts';

/** A reference that shares much with what is not explained yet of a file. */
export interface Candidate {
  readonly reference: Reference;
  /** The share of its shingles that the file has. */
  readonly share: number;
}

/** The references that the uncovered words of a file may hold, those that would explain most first; at most `maximum`. */
export function candidatesIn(file: FileWords, references: References, maximum: number): readonly Candidate[] {
  const hits = new Uint32Array(references.all.length);
  for (const [hash, places] of file.places) {
    if (places.every((place) => file.covered[place] === 1)) continue;
    references.table.each(hash, (reference) => {
      hits[reference] = (hits[reference] ?? 0) + 1;
    });
  }
  const candidates: (Candidate & { readonly gain: number })[] = [];
  for (const [place, reference] of references.all.entries()) {
    const share = (hits[place] ?? 0) / Math.max(1, reference.shingles);
    if (share < leastShare) continue;
    // What it would explain, less what it would miss, in words.
    candidates.push({ reference, share, gain: (2 * share - 1) * (reference.end - reference.start) });
  }
  return candidates.toSorted((one, other) => other.gain - one.gain).slice(0, maximum);
}

const leastShare = 0.5;
