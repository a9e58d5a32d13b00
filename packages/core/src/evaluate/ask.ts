import type { JudgedComponent } from '../model/component.ts';
import type { Violation } from '../model/finding.ts';
import { shortened } from '../model/problem.ts';
import type { ReportOccurrence, ReportProblem } from '../model/report.ts';
import type { BoundRule, ChangeSubject, OccurrenceSubject, ScanSubject, UnitSubject } from '../model/rule.ts';
import { RuleUnanswered } from '../model/rule-unanswered.ts';

/** A violation and what it is about. */
export interface Seen {
  readonly rule: BoundRule;
  readonly ref: string | null;
  readonly component: JudgedComponent | null;
  /** Set where one occurrence was asked about. */
  readonly occurrence?: ReportOccurrence;
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
  return rules.flatMap((rule) =>
    answers(rule, (unanswered) => violations(rule, asked, units, unanswered), problems),
  );
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

function answers(
  rule: BoundRule,
  see: (unanswered: Unanswered) => Iterable<Seen>,
  problems: ReportProblem[],
): readonly Seen[] {
  const seen: Seen[] = [];
  const unanswered: string[] = [];
  try {
    for (const item of see((ref, why) => unanswered.push(`${ref}: ${why}`))) seen.push(item);
    problems.push(...unansweredProblem(rule, unanswered));
  } catch (cause) {
    problems.push({ code: 'tool-defect', message: `The rule ${rule.id} failed: ${cause}`, location: null });
  }
  return seen;
}

/** Told of a subject that a rule of the policy could not be asked about. */
type Unanswered = (ref: string, why: string) => void;

/** One problem for each rule, however many components it could not be asked about. */
function unansweredProblem(
  { id }: BoundRule,
  [first, ...others]: readonly string[],
): readonly ReportProblem[] {
  if (first === undefined) return [];
  const among = others.length === 0 ? '' : `${others.length + 1} components, among them `;
  const message = shortened(`The rule ${id} could not be asked about ${among}${first}.`);
  return [{ code: 'rule-unanswered', message, location: null }];
}

/** What a rule says of one subject; of one that it cannot be asked about, nothing is said but why. */
function* answered<T>(ref: string, check: () => Iterable<T>, unanswered: Unanswered): Iterable<T> {
  try {
    yield* check();
  } catch (cause) {
    if (!(cause instanceof RuleUnanswered)) throw cause;
    unanswered(ref, cause.message);
  }
}

function* violations(
  rule: BoundRule,
  asked: Asked,
  units: readonly UnitSubject[],
  unanswered: Unanswered,
): Iterable<Seen> {
  switch (rule.subject) {
    case 'component':
      for (const component of asked.components)
        yield* about(
          rule,
          component,
          answered(component.ref, () => rule.check(component, asked.asOf), unanswered),
        );
      return;
    case 'occurrence':
      for (const component of asked.components) {
        for (const occurrence of component.occurrences) {
          const place = placeOf(occurrence);
          const check = () => rule.check({ occurrence, component }, asked.asOf);
          for (const violation of answered(component.ref, check, unanswered))
            yield { rule, ref: component.ref, component, occurrence, violation: { place, ...violation } };
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
