import {
  type Level,
  levels,
  type ProblemEffect,
  problemEffects,
  type ReportFinding,
  type ReportProblem,
} from '@fineprint/core';

/** Tells whether a finding asks for something: it is neither waived nor known from the baseline. */
export function isOpen({ waiver, state }: ReportFinding): boolean {
  return waiver === null && state !== 'known';
}

/** Findings in the order in which a report that has room for some of them keeps them: open ones first, then by level. */
export function worstFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  const rank = (finding: ReportFinding) =>
    (isOpen(finding) ? 0 : levels.length) + levels.indexOf(finding.level);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** The levels that fail a scan. */
export function failingLevels(failOn: Level | 'none'): readonly Level[] {
  return failOn === 'none' ? [] : levels.slice(0, levels.indexOf(failOn) + 1);
}

const effects: readonly ProblemEffect[] = ['unread', 'unresolved', 'unasked', 'noted'];

/** Problems in the order in which a report that has room for some of them keeps them: what could not be read first. */
export function worstProblems(problems: readonly ReportProblem[]): readonly ReportProblem[] {
  const rank = ({ code }: ReportProblem) => effects.indexOf(problemEffects[code]);
  return problems.toSorted((a, b) => rank(a) - rank(b));
}
