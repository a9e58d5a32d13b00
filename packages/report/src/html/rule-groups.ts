import { levels, type Report, type ReportFinding } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import type { FindingState } from './page-data.ts';
import { whyOf } from './rule-why.ts';

/** The findings of one rule, with their places in the list of all. */
export interface RuleGroup {
  readonly id: string;
  readonly title: string;
  /** Why the rule is asked, where that is known. */
  readonly why: string | null;
  readonly level: ReportFinding['level'];
  readonly findings: readonly NumberedFinding[];
}

/** A finding and its place among all, in the order in which the page lists them. */
export interface NumberedFinding {
  readonly number: number;
  readonly finding: ReportFinding;
}

const states: readonly FindingState[] = ['new', 'open', 'known', 'waived'];

/** Groups findings by rule: what matters most first, and in each group what is new before what was waived. */
export function ruleGroupsOf(
  { findings }: Report,
  { rules }: Pick<ReporterMeans, 'rules'>,
): readonly RuleGroup[] {
  const groups = [...Map.groupBy(findings, ({ rule }) => rule)]
    .map(([id, group]) => ({ id, group: group.toSorted(byWeight) }))
    .toSorted(({ group: [a] }, { group: [b] }) => (a && b ? byWeight(a, b) : 0));
  let number = 0;
  return groups.map(({ id, group }) => {
    const rule = rules.find((each) => each.id === id);
    return {
      id,
      title: rule?.title ?? '',
      why: rule === undefined ? null : whyOf(rule),
      level: group[0]?.level ?? 'note',
      findings: group.map((finding) => ({ number: number++, finding })),
    };
  });
}

/** Where a finding stands. */
export function stateOf({ waiver, state }: Pick<ReportFinding, 'waiver' | 'state'>): FindingState {
  return waiver !== null ? 'waived' : (state ?? 'open');
}

function byWeight(a: ReportFinding, b: ReportFinding): number {
  const waived = Number(a.waiver !== null) - Number(b.waiver !== null);
  return (
    waived ||
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    states.indexOf(stateOf(a)) - states.indexOf(stateOf(b))
  );
}
