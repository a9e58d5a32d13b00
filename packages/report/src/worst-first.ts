import {
  isOpen,
  levels,
  type ProblemEffect,
  problemEffects,
  type ReportFinding,
  type ReportProblem,
} from '@fineprint/core';

/** Findings in the order in which a report that has room for some of them keeps them: open ones first, then by level. */
export function worstFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  const rank = (finding: ReportFinding) =>
    (isOpen(finding) ? 0 : levels.length) + levels.indexOf(finding.level);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

const effects: readonly ProblemEffect[] = ['unread', 'unresolved', 'unasked', 'noted'];

/** Problems in the order in which a report that has room for some of them keeps them: what could not be read first. */
export function worstProblems(problems: readonly ReportProblem[]): readonly ReportProblem[] {
  const rank = ({ code }: ReportProblem) => effects.indexOf(problemEffects[code]);
  return problems.toSorted((a, b) => rank(a) - rank(b));
}
