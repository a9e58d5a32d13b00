import { type BusinessSourceParameters, businessSourceParameters } from './business-source.ts';
import { type FileWords, fileWordsOf, maximumSteps } from './file-words.ts';
import { type FoundLicense, foundLicense } from './found-license.ts';
import { matchesIn } from './matches.ts';
import { isTitleLine } from './normalise.ts';
import type { References } from './references.ts';
import { type Statement, statementOf } from './statement.ts';
import type { Words } from './words.ts';

/** What stands in a text, before anything is concluded from it. */
export interface Reading {
  readonly found: readonly FoundLicense[];
  /** Whether all of it was compared, and how many comparisons that took. */
  readonly isWhole: boolean;
  readonly steps: number;
  /** What the words between and beside the licenses say, in order; neutral ones are left out. */
  readonly statements: readonly { readonly statement: Statement; readonly words: string }[];
  readonly nearest: { readonly id: string; readonly score: number } | null;
  readonly parameters: BusinessSourceParameters | null;
  /** How many words no license explains. */
  readonly besides: number;
}

/** Finds licenses, notices and exceptions in a text, and reads what stands beside them. */
export function readLicenseText(references: References, text: string, words: Words): Reading {
  const file = fileWordsOf(references, words);
  const { found, nearest, isWhole } = matchesIn(file, references);
  const shown = found.map((match) => foundLicense(file, match));
  const parameters = coveredParameters(file, text, shown);
  coverClauseParameters(file, shown);
  for (const { kind, start } of shown) if (kind === 'text') coverTitle(file, text, start);
  const segments = uncoveredSegments(file);
  return {
    found: shown,
    isWhole,
    steps: maximumSteps - file.budget.left,
    statements: segments
      .map((words) => ({
        statement: statementOf(references.names, words),
        words: words.slice(0, 24).join(' '),
      }))
      .filter(({ statement }) => statement.is !== 'neutral'),
    nearest:
      nearest === null ? null : { id: nearest.reference.id, score: Math.floor(nearest.score * 100) / 100 },
    parameters,
    besides: segments.reduce((sum, words) => sum + words.length, 0),
  };
}

/** The reading of a text that is one license from its first word to its last. */
export function wholeReading(text: string, found: FoundLicense): Reading {
  const read = businessSource.has(found.id) ? businessSourceParameters(text, found.start) : null;
  return {
    ...{ found: [found], statements: [], nearest: null, parameters: read?.parameters ?? null },
    ...{ isWhole: true, steps: 0, besides: 0 },
  };
}

/** The Business Source License says in its parameters, before its terms, what is licensed and what it turns into. */
function coveredParameters(
  file: FileWords,
  text: string,
  found: readonly FoundLicense[],
): BusinessSourceParameters | null {
  const terms = found.find(({ id, kind }) => kind === 'text' && businessSource.has(id));
  if (terms === undefined) return null;
  const read = businessSourceParameters(text, terms.start);
  if (read === null) return null;
  cover(file, read.start, terms.start);
  return read.parameters;
}

const businessSource: ReadonlySet<string> = new Set(['BUSL-1.1', 'LicenseRef-MariaDB-BSL-1.0']);

/** The Commons Clause names below it the software, the license and the licensor. */
function coverClauseParameters(file: FileWords, found: readonly FoundLicense[]): void {
  const clause = found.find(({ id }) => id === 'LicenseRef-Commons-Clause-1.0');
  if (clause === undefined) return;
  const first = file.starts.findIndex((start) => start >= clause.end);
  if (first !== -1 && file.words[first] === 'software')
    file.covered.fill(1, first, first + longestClauseParameters);
}

const longestClauseParameters = 24;

/** The lines above a license that are its title. */
function coverTitle(file: FileWords, text: string, start: number): void {
  const above = text.slice(Math.max(0, start - longestTitle), start).split(/(?<=\n)/);
  let titleStart = start;
  // What stands in the license's own line before its first word is no line of its own.
  for (const line of above.toReversed()) {
    if (hasWord.test(line) && !isTitleLine(line)) break;
    titleStart -= line.length;
  }
  cover(file, titleStart, start);
}

const longestTitle = 1_000;
const hasWord = /[\p{L}\p{N}]/u;

function cover(file: FileWords, start: number, end: number): void {
  for (const [place, at] of file.starts.entries()) {
    if (at >= start && at < end) file.covered[place] = 1;
  }
}

/** The words that nothing explains, in stretches. */
function uncoveredSegments({ words, covered }: FileWords): readonly (readonly string[])[] {
  const segments: string[][] = [];
  let isOpen = false;
  for (const [place, word] of words.entries()) {
    const isCovered = covered[place] === 1;
    if (!isCovered && isOpen) segments.at(-1)?.push(word);
    else if (!isCovered) segments.push([word]);
    isOpen = !isCovered;
  }
  return segments;
}
