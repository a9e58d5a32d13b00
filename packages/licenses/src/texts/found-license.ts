import { type Difference, isMaterial } from './differences.ts';
import type { FileWords } from './file-words.ts';
import type { Match } from './matches.ts';
import type { ReferenceKind } from './references.ts';

/** A license, a notice of one or an exception that stands in a text. */
export interface FoundLicense {
  /** An SPDX id, a `LicenseRef-`, or the id of an exception. */
  readonly id: string;
  readonly kind: ReferenceKind;
  /** From 0 to 1: the share of words that it has in common with the reference. */
  readonly score: number;
  /** Where it stands, as offsets of characters. */
  readonly start: number;
  readonly end: number;
  /** How its words differ from the reference, as short phrases; only the first few. */
  readonly differences: readonly string[];
  /** How many more differences there are. */
  readonly moreDifferences: number;
  /** Another license that it could be as well. */
  readonly rival: string | null;
  /** Whether a difference may change what the license says, or make it another. */
  readonly isAltered: boolean;
}

/** Tells a match in terms of the text that it was found in. */
export function foundLicense(file: FileWords, match: Match): FoundLicense {
  const { reference, score, start, end, differences, rival } = match;
  return {
    rival,
    id: reference.id,
    kind: reference.kind,
    score: Math.floor(score * 1_000) / 1_000,
    start: file.starts[start] ?? 0,
    end: file.ends[end - 1] ?? 0,
    differences: differences.slice(0, maximumShown).map(phraseOf),
    moreDifferences: Math.max(0, differences.length - maximumShown),
    isAltered:
      reference.kind !== 'part' && (score < leastCertain || rival !== null || differences.some(isMaterial)),
  };
}

const maximumShown = 5;
/** Below, too much is written otherwise for the words to be checked one by one. */
const leastCertain = 0.93;

function phraseOf({ missing, extra }: Difference): string {
  if (missing.length === 0) return `has "${shortened(extra)}" besides`;
  if (extra.length === 0) return `lacks "${shortened(missing)}"`;
  return `has "${shortened(extra)}" for "${shortened(missing)}"`;
}

const maximumWords = 12;
const maximumWordLength = 24;

function shortened(words: readonly string[]): string {
  const shown = words.slice(0, maximumWords).map((word) => word.slice(0, maximumWordLength));
  return words.length > maximumWords ? `${shown.join(' ')} …` : shown.join(' ');
}
