import { type Difference, isMaterial, isRewritten } from './differences.ts';
import type { FileWords } from './file-words.ts';
import { gnuNoticeId, isGnuNotice } from './gnu-notice.ts';
import { leastScore, type Match } from './matches.ts';
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
  const isGnu = reference.kind === 'notice' && isGnuNotice(reference.id);
  const noticed = isGnu ? gnuNoticeId(file.words.slice(start, end).join(' ')) : null;
  return {
    rival: isGnu ? null : rival,
    id: noticed ?? reference.id,
    kind: reference.kind,
    score: Math.floor(score * 1_000) / 1_000,
    start: file.starts[start] ?? 0,
    end: file.ends[end - 1] ?? 0,
    differences: differences.slice(0, maximumShown).map(phraseOf),
    moreDifferences: Math.max(0, differences.length - maximumShown),
    isAltered:
      reference.kind !== 'part' && (isGnu ? noticed === null || isExtended(match) : isAltered(match)),
  };
}

const maximumShown = 5;

function isAltered({ reference, score, differences, rival }: Match): boolean {
  const least = reference.kind === 'text' ? leastOfText : leastOfNotice;
  return score < least || rival !== null || isRewritten(differences) || differences.some(isMaterial);
}

/** Whether the notice of a GNU license says more than which one it means. */
function isExtended({ score, differences }: Match): boolean {
  return (
    score < leastScore ||
    differences.some(({ extra }) => extra.length > 12 || extra.some((word) => limits.has(word)))
  );
}

const limits: ReadonlySet<string> = new Set([
  'not',
  'except',
  'exception',
  'exceptions',
  'unless',
  'commercial',
]);

// Below, too much is written otherwise for the words to be checked one by one.
const leastOfText = 0.975;
const leastOfNotice = 0.96;

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
