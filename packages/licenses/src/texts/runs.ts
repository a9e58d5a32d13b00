import type { FileWords } from './file-words.ts';
import type { Reference } from './references.ts';
import { shingleAt, shingleLength } from './shingles.ts';

/** Words in a row that a file and a reference share. */
export interface Run {
  readonly inFile: number;
  readonly inReference: number;
  readonly length: number;
}

interface GrowingRun {
  inFile: number;
  inReference: number;
  length: number;
}

/** The longest runs that the uncovered words of a file share with a reference, in the order of the file; bounded in number. */
export function runsOf(file: FileWords, words: Uint16Array, reference: Reference): readonly Run[] {
  const runs: GrowingRun[] = [];
  // The newest run of each diagonal: the difference of the places in both texts.
  const newest = new Map<number, GrowingRun>();
  for (let place = reference.start; place + shingleLength <= reference.end; place += 1) {
    const places = file.places.get(shingleAt(words, place)) ?? [];
    file.budget.left -= 1 + places.length;
    for (const inFile of places) {
      if (file.covered[inFile] === 1 || file.covered[inFile + shingleLength - 1] === 1) continue;
      const run = newest.get(inFile - place);
      if (run !== undefined && run.inReference + run.length >= place) {
        run.length = place - run.inReference + shingleLength;
      } else {
        const begun = { inFile, inReference: place, length: shingleLength };
        newest.set(inFile - place, begun);
        runs.push(begun);
      }
    }
  }
  const longest =
    runs.length <= maximumRuns
      ? runs
      : runs.toSorted((one, other) => other.length - one.length).slice(0, maximumRuns);
  return longest.toSorted((one, other) => one.inFile - other.inFile || one.inReference - other.inReference);
}

const maximumRuns = 256;
