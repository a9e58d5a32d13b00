import type { References } from './references.ts';
import { shingleAt, shingleLength } from './shingles.ts';
import type { Words } from './words.ts';

/** The words of a file in the numbers of the references, and what of them a match explains already. */
export interface FileWords {
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly numbers: Uint16Array;
  /** Where each shingle stands; of a shingle that stands everywhere only the first places. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** 1 for a word that belongs to a match. */
  readonly covered: Uint8Array;
  /** How many comparisons of words may still be made; what repeats itself a thousand times is not read to its end. */
  readonly budget: { left: number };
}

/** Makes the words of a text ready for comparison with the references. */
export function fileWordsOf(references: References, { words, starts, ends }: Words): FileWords {
  const numbers = Uint16Array.from(words, (word) => references.numberOf(word));
  const places = new Map<number, number[]>();
  for (let place = 0; place + shingleLength <= numbers.length; place += 1) {
    const hash = shingleAt(numbers, place);
    if (hash === 0) continue;
    const found = places.get(hash);
    if (found === undefined) places.set(hash, [place]);
    else if (found.length < maximumPlaces) found.push(place);
  }
  return {
    words,
    starts,
    ends,
    numbers,
    places,
    covered: new Uint8Array(words.length),
    budget: { left: maximumSteps },
  };
}

/** Some eight times what the longest list of bundled licenses takes that was met. */
export const maximumSteps = 10_000_000;

/** No file holds a license more often than this and is still about one component. */
export const maximumPlaces = 48;
