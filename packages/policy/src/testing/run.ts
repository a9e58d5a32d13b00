import {
  type BoundPolicy,
  type EvaluateMeans,
  evaluate,
  type Kind,
  type Location,
  type ReportComponent,
  type ReportFinding,
} from '@fineprint/core';
import { PolicyError } from '../policy-error.ts';
import { baselineFrom, givenComponent, scanOf } from './given.ts';
import type { ExpectedFinding, PolicyCase, PolicyTests } from './test-file.ts';

/** What came of one case. */
export interface CaseOutcome {
  readonly name: string;
  readonly location: Location;
  /** Expected findings that are not there, and findings that nobody expected; both empty where it passes. */
  readonly missing: readonly ExpectedFinding[];
  readonly unexpected: readonly ActualFinding[];
  /** Why a rule could not be asked; a case with any of them fails. */
  readonly problems: readonly string[];
}

/** A finding of a case, with the key that it is about. */
export interface ActualFinding extends ReportFinding {
  readonly key: string | null;
}

/** What running tests needs. */
export interface TestMeans {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Whether a component can have no version but those of a range. */
  readonly admitsOnly: EvaluateMeans['admitsOnly'];
  /** Binds the policy with what a case lays over it. */
  bind(override: PolicyCase['policy']): Promise<BoundPolicy>;
}

/** Runs the cases of a file. Throws a `PolicyError` where the policy, or what a case lays over it, cannot hold. */
export async function runPolicyTests(
  { cases, document }: PolicyTests,
  means: TestMeans,
): Promise<readonly CaseOutcome[]> {
  const plain = await means.bind(null);
  const outcomes: CaseOutcome[] = [];
  for (const [index, one] of cases.entries()) {
    const path = ['cases', index];
    try {
      const policy = one.policy === null ? plain : await means.bind(one.policy);
      outcomes.push(outcomeOf(one, policy, document.placeOf([...path, 'name']), means));
    } catch (cause) {
      if (!(cause instanceof PolicyError)) throw cause;
      throw document.error([
        { message: cause.defects[0].message, location: document.placeOf([...path, 'policy']) },
      ]);
    }
  }
  return outcomes;
}

/** Whether a case passed. */
export function isPassed({ missing, unexpected, problems }: CaseOutcome): boolean {
  return missing.length + unexpected.length + problems.length === 0;
}

function outcomeOf(
  one: PolicyCase,
  policy: BoundPolicy,
  location: Location,
  { kinds, admitsOnly }: TestMeans,
): CaseOutcome {
  const asOf = `${one.asOf}T00:00:00Z`;
  const judge = (components: readonly ReportComponent[], baseline: ReturnType<typeof baselineFrom> | null) =>
    evaluate(scanOf(components), {
      policy,
      kinds,
      asOf,
      baseline,
      changedPolicy: null,
      admitsOnly,
      isWhole: false,
    });
  const before = one.baseline?.map(givenComponent) ?? null;
  const known = before && judge(before, null).findings.map(({ fingerprint }) => fingerprint);
  const components = one.given.map(givenComponent);
  const { findings, problems } = judge(components, before && baselineFrom(before, known ?? []));
  const keys = new Map(components.map(({ ref, key }) => [ref, key]));
  const actual = findings.map((finding) => ({ ...finding, key: keys.get(finding.ref ?? '') ?? finding.ref }));
  return {
    name: one.name,
    location,
    ...compared(one.expected, actual),
    problems: problems.map(({ message }) => message),
  };
}

/** Matches the expected with the found, one to one; who says more chooses first. */
function compared(expected: readonly ExpectedFinding[], actual: readonly ActualFinding[]) {
  const left = [...actual];
  const missing: ExpectedFinding[] = [];
  const closestFirst = expected.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length);
  for (const wanted of closestFirst) {
    const found = left.findIndex((finding) => isMetBy(wanted, finding));
    if (found < 0) missing.push(wanted);
    else left.splice(found, 1);
  }
  return { missing: expected.filter((wanted) => missing.includes(wanted)), unexpected: left };
}

function isMetBy(
  { rule, level, component, waiver, state }: ExpectedFinding,
  finding: ActualFinding,
): boolean {
  return (
    finding.rule === rule &&
    (level === undefined || finding.level === level) &&
    (component === undefined ||
      finding.key === component ||
      finding.key?.slice(finding.key.indexOf(':') + 1) === component) &&
    (finding.waiver?.id ?? null) === (waiver ?? null) &&
    (state === undefined || finding.state === state)
  );
}
