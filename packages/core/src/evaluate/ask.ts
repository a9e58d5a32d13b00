import type { JudgedComponent } from '../model/component.ts';
import type { Violation } from '../model/finding.ts';
import type { ReportOccurrence, ReportProblem } from '../model/report.ts';
import type { BoundRule, ChangeSubject, OccurrenceSubject, ScanSubject, UnitSubject } from '../model/rule.ts';

/** A violation and what it is about. */
export interface Seen {
  readonly rule: BoundRule;
  readonly ref: string | null;
  readonly component: JudgedComponent | null;
  readonly violation: Violation;
}

/** Everything that rules are asked about. */
export interface Asked extends Pick<ScanSubject, 'components' | 'units' | 'problems'> {
  /** What was there before, or `null` where there is no baseline. */
  readonly changes: readonly ChangeSubject[] | null;
  /** ISO 8601 time of the scan. */
  readonly asOf: string;
}

/** Asks the rules; one that throws is our defect: it becomes a problem, and the others are still asked. */
export function ask(rules: readonly BoundRule[], asked: Asked, problems: ReportProblem[]): readonly Seen[] {
  const units = rules.some(({ subject }) => subject === 'unit') ? unitSubjects(asked) : [];
  return rules.flatMap((rule) => answers(rule, () => violations(rule, asked, units), problems));
}

/** Asks the rules about the scan as a whole, when the others are answered. */
export function askAboutScan(
  rules: readonly BoundRule[],
  scan: ScanSubject,
  asOf: string,
  problems: ReportProblem[],
): readonly Seen[] {
  return rules.flatMap((rule) =>
    rule.subject === 'scan'
      ? answers(rule, () => withoutComponent(rule, null, rule.check(scan, asOf)), problems)
      : [],
  );
}

function answers(rule: BoundRule, see: () => Iterable<Seen>, problems: ReportProblem[]): readonly Seen[] {
  const seen: Seen[] = [];
  try {
    for (const item of see()) seen.push(item);
  } catch (cause) {
    problems.push({ code: 'tool-defect', message: `The rule ${rule.id} failed: ${cause}`, location: null });
  }
  return seen;
}

function* violations(rule: BoundRule, asked: Asked, units: readonly UnitSubject[]): Iterable<Seen> {
  switch (rule.subject) {
    case 'component':
      for (const component of asked.components)
        yield* about(rule, component, rule.check(component, asked.asOf));
      return;
    case 'occurrence':
      for (const component of asked.components) {
        for (const occurrence of component.occurrences) {
          const place = placeOf(occurrence);
          for (const violation of rule.check({ occurrence, component }, asked.asOf))
            yield { rule, ref: component.ref, component, violation: { place, ...violation } };
        }
      }
      return;
    case 'unit':
      for (const subject of units)
        yield* withoutComponent(rule, subject.unit.ref, rule.check(subject, asked.asOf));
      return;
    case 'change':
      for (const change of asked.changes ?? [])
        yield* about(rule, change.component, rule.check(change, asked.asOf));
      return;
    case 'scan':
      // Asked last, because it may be about waivers and about what they did.
      return;
  }
}

function* about(
  rule: BoundRule,
  component: JudgedComponent,
  violations: Iterable<Violation>,
): Iterable<Seen> {
  for (const violation of violations) yield { rule, ref: component.ref, component, violation };
}

function* withoutComponent(
  rule: BoundRule,
  ref: string | null,
  violations: Iterable<Violation>,
): Iterable<Seen> {
  for (const violation of violations) yield { rule, ref, component: null, violation };
}

function unitSubjects({ units, components }: Asked): readonly UnitSubject[] {
  const uses = new Map<string, OccurrenceSubject[]>(units.map(({ ref }) => [ref, []]));
  for (const component of components) {
    for (const occurrence of component.occurrences)
      uses.get(occurrence.unit)?.push({ occurrence, component });
  }
  return units.map((unit) => ({ unit, uses: uses.get(unit.ref) ?? [] }));
}

function placeOf({ path, address }: ReportOccurrence): Violation['place'] & {} {
  return { path, address };
}
