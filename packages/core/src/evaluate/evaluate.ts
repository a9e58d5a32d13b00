import type { LicensedScan } from '../license/license.ts';
import type { JudgedComponent } from '../model/component.ts';
import { type Finding, levels, type Violation } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { effectOf, type Problem, problem } from '../model/problem.ts';
import type { Coverage, Summary } from '../model/report.ts';
import type { BoundPolicy, BoundRule } from '../model/rule.ts';
import { fingerprint } from './fingerprint.ts';
import { referenceCoverage, summarize } from './summarize.ts';
import { applied, waiverFor } from './waive.ts';

/** A scan with its findings: what reporters render. */
export interface EvaluatedScan extends Omit<LicensedScan, 'components'> {
  readonly components: readonly JudgedComponent[];
  readonly findings: readonly Finding[];
  readonly complete: boolean;
  readonly coverage: Coverage;
  readonly summary: Summary;
}

/** What evaluating needs from outside. */
export interface EvaluateMeans {
  readonly policy: BoundPolicy;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** ISO 8601 time that expiries are judged by. */
  readonly asOf: string;
}

/** A violation and what it is about. */
interface Seen {
  readonly rule: BoundRule;
  readonly ref: string | null;
  readonly component: JudgedComponent | null;
  readonly violation: Violation;
}

/** Judges every licence, asks every rule, applies waivers; a waived finding is kept and marked. */
export function evaluate(licensed: LicensedScan, means: EvaluateMeans): EvaluatedScan {
  const components = licensed.components.map((component) => ({
    ...component,
    verdict: means.policy.judge(component),
  }));
  const problems: Problem[] = [...licensed.problems];
  const seen = means.policy.rules.flatMap((rule) => ask(rule, { ...licensed, components }, problems));
  const findings = toFindings(seen.map(atHolder(licensed.occurrences)), means);
  if (licensed.counts.claimed === 0)
    problems.push(problem('nothing-recognised', 'No file here is one that Fineprint reads.', null));
  const sorted = problems.sort(compareProblems);
  return {
    ...licensed,
    components,
    findings,
    problems: sorted,
    complete: !sorted.some((found) => effectOf(found) === 'unread'),
    coverage: { files: licensed.counts, references: referenceCoverage(components) },
    summary: summarize(components, findings, sorted, means.kinds),
  };
}

/** A rule that throws is our defect: it becomes a problem and the other rules are still asked. */
function ask(
  rule: BoundRule,
  scan: LicensedScan & { components: readonly JudgedComponent[] },
  problems: Problem[],
): Seen[] {
  const seen: Seen[] = [];
  try {
    for (const item of violations(rule, scan)) seen.push(item);
  } catch (cause) {
    problems.push(problem('tool-defect', `The rule ${rule.id} failed: ${cause}`, null));
  }
  return seen;
}

function* violations(
  rule: BoundRule,
  scan: LicensedScan & { components: readonly JudgedComponent[] },
): Iterable<Seen> {
  switch (rule.subject) {
    case 'component':
      for (const component of scan.components) {
        for (const violation of rule.check(component))
          yield { rule, ref: component.ref, component, violation };
      }
      return;
    case 'occurrence':
      for (const component of scan.components) {
        for (const occurrence of component.occurrences) {
          for (const violation of rule.check({ occurrence, component })) {
            yield {
              rule,
              ref: component.ref,
              component,
              violation: { place: placeOf(occurrence), ...violation },
            };
          }
        }
      }
      return;
    case 'unit':
      for (const unit of scan.units) {
        for (const violation of rule.check(unit)) yield { rule, ref: unit.ref, component: null, violation };
      }
      return;
    case 'scan':
      for (const violation of rule.check(scan)) yield { rule, ref: null, component: null, violation };
      return;
    case 'change':
      // A change has two scans as its subject; `diff` and pull requests ask these rules.
      return;
  }
}

/** Tells what a fetched component holds at the place where the repository names the component. */
function atHolder(occurrences: readonly ResolvedOccurrence[]): (seen: Seen) => Seen {
  const holders = new Map(occurrences.flatMap(({ at, heldAt }) => (heldAt ? [[at, heldAt] as const] : [])));
  if (holders.size === 0) return (seen) => seen;
  return (seen) => {
    const [first, ...rest] = seen.violation.locations;
    const held = new Set(rest.map((location) => holders.get(location) ?? location));
    const locations = [holders.get(first) ?? first, ...held] as const;
    return { ...seen, violation: { ...seen.violation, locations } };
  };
}

function placeOf({ at, address }: ResolvedOccurrence): Violation['place'] & {} {
  return { path: at.path, address };
}

function toFindings(seen: readonly Seen[], { policy, asOf }: EvaluateMeans): readonly Finding[] {
  const ordinals = new Map<string, number>();
  // Ordinals count along the file, so that a bump elsewhere renumbers nothing.
  return seen
    .toSorted((a, b) => compareLocations(a.violation.locations[0], b.violation.locations[0]))
    .map(({ rule, ref, component, violation }): Finding => {
      const key = component?.key ?? null;
      const identity = JSON.stringify([rule.id, key, violation.place ?? null, violation.expression ?? null]);
      const ordinal = ordinals.get(identity) ?? 0;
      ordinals.set(identity, ordinal + 1);
      const waiver = waiverFor(policy.waivers, rule.id, component, violation, asOf);
      return {
        rule: rule.id,
        level: rule.level,
        ref,
        message: violation.message,
        remedy: violation.remedy,
        locations: violation.locations,
        fingerprint: fingerprint(rule.id, key, violation, ordinal),
        state: null,
        waiver: waiver && applied(waiver),
        fix: null,
      };
    })
    .sort(compareFindings);
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    compareText(a.rule, b.rule) ||
    compareText(a.ref ?? '', b.ref ?? '') ||
    compareLocations(a.locations[0], b.locations[0]) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareProblems(a: Problem, b: Problem): number {
  if (a.location === null || b.location === null) {
    return (
      Number(a.location !== null) - Number(b.location !== null) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message)
    );
  }
  return (
    compareLocations(a.location, b.location) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}
