import type { Report } from '@fineprint/core';
import { counted, numeral } from './numbers.ts';

// A browser shows a file of tens of megabytes; what is beyond these bounds is left out, and the report says so.
const mostFindingsOfRule = 1_000;
const mostProblemsOfCode = 500;
const mostReasonedRows = 2_000;
const mostDetailed = 20_000;
const mostPlaces = { detailed: 500, brief: 5 };
const mostTextCharacters = 6_000_000;

/** How much of a report the page holds. */
export interface Limits {
  readonly findingsOfRule: number;
  readonly problemsOfCode: number;
  /** Places that the details of a component list. */
  readonly places: number;
  /** Whether the details of a component hold its evidence, identity and places in full. */
  readonly isDetailed: boolean;
  /** Whether the table without script holds a row for each component. */
  readonly hasRows: boolean;
  /** Whether that table gives the reasons for licences. */
  readonly hasReasons: boolean;
  readonly textCharacters: number;
}

/** Decides by its size how much of a report the page holds. */
export function limitsOf({ components }: Pick<Report, 'components'>): Limits {
  const isDetailed = components.length <= mostDetailed;
  return {
    findingsOfRule: mostFindingsOfRule,
    problemsOfCode: mostProblemsOfCode,
    places: isDetailed ? mostPlaces.detailed : mostPlaces.brief,
    isDetailed,
    hasRows: isDetailed,
    hasReasons: components.length <= mostReasonedRows,
    textCharacters: isDetailed ? mostTextCharacters : 0,
  };
}

/** The licence texts that the page holds: each whole, in the order of their hashes, until the bound is reached. */
export function textsWithin({ texts }: Pick<Report, 'texts'>, { textCharacters }: Limits): readonly string[] {
  let left = textCharacters;
  return Object.entries(texts).flatMap(([sha, text]) => {
    left -= text.length;
    return left >= 0 ? [sha] : [];
  });
}

/** Says what the page leaves out of a report, a sentence each; nothing for most reports. */
export function leftOut(report: Report, limits: Limits): readonly string[] {
  const { components, findings, problems, texts } = report;
  const over = (counts: Iterable<number>, most: number) =>
    Array.from(counts).reduce((sum, count) => sum + Math.max(0, count - most), 0);
  const sizes = <T>(groups: ReadonlyMap<string, readonly T[]>) =>
    [...groups.values()].map(({ length }) => length);
  const ofRules = over(sizes(Map.groupBy(findings, ({ rule }) => rule)), limits.findingsOfRule);
  const ofCodes = over(sizes(Map.groupBy(problems, ({ code }) => code)), limits.problemsOfCode);
  const places = over(
    components.map(({ occurrences }) => occurrences.length),
    limits.places,
  );
  const unshown = Object.keys(texts).length - textsWithin(report, limits).length;
  return [
    ofRules > 0
      ? `${counted(ofRules, 'finding')} ${wereCounted(ofRules)}: of each rule, ${numeral(limits.findingsOfRule)} are.`
      : '',
    ofCodes > 0
      ? `${counted(ofCodes, 'problem')} ${wereCounted(ofCodes)}: of each sort, ${numeral(limits.problemsOfCode)} are.`
      : '',
    places > 0
      ? `${counted(places, 'place')} ${wereCounted(places)}: of each component, ${numeral(limits.places)} are.`
      : '',
    limits.isDetailed
      ? ''
      : 'Evidence of licences is left out, and the table of components is not there without a script.',
    unshown > 0 ? `${counted(unshown, 'licence text')} ${unshown === 1 ? 'is' : 'are'} left out.` : '',
  ].filter((sentence) => sentence !== '');
}

function wereCounted(count: number): string {
  return count === 1 ? 'is counted but not listed' : 'are counted but not listed';
}
