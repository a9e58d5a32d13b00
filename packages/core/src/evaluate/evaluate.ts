import type { Baseline } from '../model/baseline.ts';
import type { JudgedComponent } from '../model/component.ts';
import { levels } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { compareLocations, compareText } from '../model/location.ts';
import { effectOf } from '../model/problem.ts';
import type {
  Coverage,
  ReportComponent,
  ReportFinding,
  ReportLocation,
  ReportProblem,
  Summary,
} from '../model/report.ts';
import type { BoundPolicy } from '../model/rule.ts';
import { ask, askAboutScan, type Seen } from './ask.ts';
import { fingerprint } from './fingerprint.ts';
import type { UnjudgedScan } from './lay-out.ts';
import { referenceCoverage, summarize } from './summarize.ts';
import { applied, usesOf, waiverFor } from './waive.ts';

/** A scan with its findings: what reporters render. */
export interface EvaluatedScan extends Omit<UnjudgedScan, 'files'> {
  readonly findings: readonly ReportFinding[];
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
  /** What the findings are measured by, or `null` where all of them count. */
  readonly baseline: Baseline | null;
  /** Where the scanned tree changes the policy that it is judged by. */
  readonly changedPolicy: ReportLocation | null;
}

/** Judges every licence, asks every rule, applies waivers; a waived finding is kept and marked. */
export function evaluate(scan: UnjudgedScan, means: EvaluateMeans): EvaluatedScan {
  const { policy, baseline } = means;
  const components = scan.components.map((component) => judged(component, policy));
  const problems = [...scan.problems];
  const asked = {
    ...scan,
    components,
    asOf: means.asOf,
    changes: baseline && changesSince(components, baseline),
  };
  const seen = ask(policy.rules, asked, problems);
  const waivers = usesOf(policy.waivers, seen, means.asOf);
  const aboutScan = askAboutScan(
    policy.rules,
    { ...scan, components, waivers, changedPolicy: means.changedPolicy },
    means.asOf,
    problems,
  );
  const findings = toFindings([...seen, ...aboutScan], means);
  if (scan.files.claimed === 0) problems.push(nothingRecognised);
  problems.sort(compareProblems);
  const { files, ...rest } = scan;
  return {
    ...rest,
    components: components.map(({ verdict, ...component }) => component),
    findings,
    problems,
    complete: !problems.some((found) => effectOf(found) === 'unread'),
    coverage: { files, references: referenceCoverage(components) },
    summary: summarize(components, findings, problems, means.kinds),
  };
}

const nothingRecognised: ReportProblem = {
  code: 'nothing-recognised',
  message: 'No file here is one that Fineprint reads.',
  location: null,
};

function judged(component: ReportComponent, policy: BoundPolicy): JudgedComponent {
  const verdict = policy.judge(component);
  const { effective, class: of } = verdict;
  return { ...component, license: { ...component.license, effective, class: of }, verdict };
}

function changesSince(components: readonly JudgedComponent[], baseline: Baseline) {
  return components.flatMap((component) => {
    const before = baseline.components.get(component.key);
    return before ? [{ component, before }] : [];
  });
}

function toFindings(
  seen: readonly Seen[],
  { policy, asOf, baseline }: EvaluateMeans,
): readonly ReportFinding[] {
  const ordinals = new Map<string, number>();
  // Ordinals count along the file, so that a bump elsewhere renumbers nothing.
  return seen
    .toSorted((a, b) => compareLocations(a.violation.locations[0], b.violation.locations[0]))
    .map(({ rule, ref, component, violation }): ReportFinding => {
      const key = component?.key ?? null;
      const identity = JSON.stringify([rule.id, key, violation.place ?? null, violation.expression ?? null]);
      const ordinal = ordinals.get(identity) ?? 0;
      ordinals.set(identity, ordinal + 1);
      const waiver = waiverFor(policy.waivers, rule.id, component, violation, asOf);
      const identifier = fingerprint(rule.id, key, violation, ordinal);
      return {
        rule: rule.id,
        level: rule.level,
        ref,
        message: violation.message,
        remedy: violation.remedy,
        locations: violation.locations,
        fingerprint: identifier,
        state: baseline && (baseline.fingerprints.has(identifier) ? 'known' : 'new'),
        waiver: waiver && applied(waiver),
        fix: null,
      };
    })
    .sort(compareFindings);
}

function compareFindings(a: ReportFinding, b: ReportFinding): number {
  return (
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    compareText(a.rule, b.rule) ||
    compareText(a.ref ?? '', b.ref ?? '') ||
    compareLocations(a.locations[0], b.locations[0]) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareProblems(a: ReportProblem, b: ReportProblem): number {
  const byText = compareText(a.code, b.code) || compareText(a.message, b.message);
  if (a.location === null || b.location === null)
    return Number(a.location !== null) - Number(b.location !== null) || byText;
  return compareLocations(a.location, b.location) || byText;
}
