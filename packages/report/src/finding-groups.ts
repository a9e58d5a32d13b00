import {
  isOpen,
  type Level,
  type Report,
  type ReportComponent,
  type ReportFinding,
  usages,
} from '@fineprint/core';

/** The findings of one rule that a reader has to see: neither waived nor known from the baseline. */
export interface RuleGroup {
  readonly rule: string;
  readonly level: Level;
  readonly count: number;
  /** What they are about: those of one component are one subject, however many places and versions there are. */
  readonly subjects: readonly FindingSubject[];
}

/** A component, or whatever else a rule found, with its first finding. */
export interface FindingSubject {
  readonly name: string;
  readonly component: ReportComponent | null;
  readonly finding: ReportFinding;
  readonly places: number;
}

/** Groups what a reader has to see by rule, the worst level first. */
export function findingGroups({ findings, components }: Report): readonly RuleGroup[] {
  const byRef = new Map(components.map((component) => [component.ref, component]));
  const open = findings.filter(isOpen);
  return [...Map.groupBy(open, ({ rule }) => rule)].flatMap(([rule, group]) => {
    const [first] = group;
    return first
      ? [{ rule, level: first.level, count: group.length, subjects: subjectsOf(group, byRef) }]
      : [];
  });
}

function subjectsOf(
  group: readonly ReportFinding[],
  byRef: ReadonlyMap<string, ReportComponent>,
): readonly FindingSubject[] {
  const componentOf = ({ ref }: ReportFinding) => (ref === null ? null : (byRef.get(ref) ?? null));
  const byKey = Map.groupBy(group, (finding) => componentOf(finding)?.key ?? finding.fingerprint);
  const subjects = [...byKey.values()].flatMap((findings): readonly FindingSubject[] => {
    const finding = findings.find(({ frame }) => frame !== undefined) ?? findings[0];
    if (finding === undefined) return [];
    const component = componentOf(finding);
    const places = findings.reduce((sum, { locations }) => sum + locations.length, 0);
    return [{ name: component?.name ?? finding.locations[0].path, component, finding, places }];
  });
  return mixed(subjects);
}

/** The most exposed first, and one of each kind before the second of any: whoever reads three of fifty sees all there is. */
function mixed(subjects: readonly FindingSubject[]): readonly FindingSubject[] {
  const exposure = ({ component }: FindingSubject) => (component ? usages.indexOf(component.usage) : 0);
  const seen = new Map<string, number>();
  return subjects
    .toSorted((a, b) => exposure(a) - exposure(b))
    .map((subject) => {
      const kind = subject.component?.kind ?? '';
      const ordinal = seen.get(kind) ?? 0;
      seen.set(kind, ordinal + 1);
      return { subject, ordinal };
    })
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ subject }) => subject);
}
