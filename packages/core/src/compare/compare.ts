import { compareText } from '../model/location.ts';
import type { Report, ReportComponent, ReportFinding } from '../model/report.ts';
import type {
  Aspect,
  ChangedFinding,
  ComparedScan,
  Comparison,
  ComponentChange,
  ComponentState,
} from './comparison.ts';

/** Compares two scans, of one repository or of two: components by key, findings by fingerprint. */
export function compareReports(before: Report, after: Report): Comparison {
  const [earlier, later] = [statesByKey(before), statesByKey(after)];
  const keys = [...new Set([...earlier.keys(), ...later.keys()])].sort(compareText);
  return {
    schema: 'fineprint-comparison/1',
    before: scanOf(before),
    after: scanOf(after),
    doubts: [...doubtsOf(before, after)],
    added: keys.flatMap((key) => (earlier.has(key) ? [] : (later.get(key) ?? []))),
    removed: keys.flatMap((key) => (later.has(key) ? [] : (earlier.get(key) ?? []))),
    changed: keys.flatMap((key) => [...changesOf(earlier.get(key) ?? [], later.get(key) ?? [])]),
    findings: {
      opened: onlyIn(after.findings, before.findings),
      closed: onlyIn(before.findings, after.findings),
    },
  };
}

function scanOf({ root, tool, complete, scan: { asOf, facts, policy } }: Report): ComparedScan {
  return { root, asOf, complete, tool, facts, policy };
}

function* doubtsOf(before: Report, after: Report): Iterable<string> {
  for (const [name, { complete }] of Object.entries({ earlier: before, later: after })) {
    if (!complete) yield `The ${name} scan is incomplete: what it lacks may only not have been read.`;
  }
  const [one, other] = [before.scan, after.scan];
  if (one.policy.sha256 !== other.policy.sha256)
    yield 'The policies differ: findings may have opened or closed, and licences may be judged otherwise, by that alone.';
  if (one.facts.sha256 !== other.facts.sha256)
    yield `The licence facts differ (${one.facts.version} and ${other.facts.version}): licences may differ by that alone.`;
  if (before.tool.version !== after.tool.version)
    yield `The scans are of different versions of ${after.tool.name} (${before.tool.version} and ${after.tool.version}), which may read different things.`;
  if (one.online !== other.online) yield 'Only one of the scans asked registries.';
  if (!sameTexts(one.only, other.only) || !sameTexts(one.excluded, other.excluded))
    yield 'The scans were told to look at different things.';
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted(compareText)) === JSON.stringify(other.toSorted(compareText));
}

function statesByKey({ components }: Report): ReadonlyMap<string, readonly ComponentState[]> {
  const states = components.map(stateOf).sort((a, b) => compareText(a.ref, b.ref));
  return Map.groupBy(states, ({ key }) => key);
}

function stateOf(component: ReportComponent): ComponentState {
  const { key, ref, kind, name, version, digest, commit, requested, pin, usage, license, occurrences } =
    component;
  const { concluded, ranges } = license;
  const [first, ...rest] = occurrences;
  return {
    key,
    ref,
    kind,
    name,
    version,
    digest,
    commit,
    requested,
    pin,
    usage,
    license: concluded.expression ?? (concluded.is === 'none' ? 'NONE' : 'NOASSERTION'),
    class: license.class,
    ranges: ranges.map(({ versions, expression }) => ({ versions, expression })),
    locations: [placeOf(first), ...rest.map(placeOf)],
  };
}

function placeOf({ path, line, column, endLine, endColumn }: ReportComponent['occurrences'][number]) {
  return { path, line, column, endLine, endColumn };
}

/** The changes of one key: states of one `ref` are compared with each other, the others as two groups. */
function* changesOf(
  before: readonly ComponentState[],
  after: readonly ComponentState[],
): Iterable<ComponentChange> {
  const [first] = after;
  if (first === undefined || before.length === 0) return;
  const { key, kind, name } = first;
  const stayed = new Map(before.map((state) => [state.ref, state]));
  for (const state of after) {
    const earlier = stayed.get(state.ref);
    const aspects = earlier === undefined ? [] : aspectsOf([earlier], [state]);
    if (earlier !== undefined && aspects.length > 0)
      yield { key, kind, name, aspects, before: [earlier], after: [state] };
  }
  const [left, right] = [without(before, after), without(after, before)];
  if (left.length === 0 && right.length === 0) return;
  // Where versions only came in, or only went, those that stay say whether a licence or a pin is new.
  const aspects = left.length > 0 && right.length > 0 ? aspectsOf(left, right) : aspectsOf(before, after);
  yield { key, kind, name, aspects: ['version', ...aspects], before: left, after: right };
}

function without(
  states: readonly ComponentState[],
  others: readonly ComponentState[],
): readonly ComponentState[] {
  const refs = new Set(others.map(({ ref }) => ref));
  return states.filter(({ ref }) => !refs.has(ref));
}

function aspectsOf(before: readonly ComponentState[], after: readonly ComponentState[]): readonly Aspect[] {
  const differ = (of: (state: ComponentState) => unknown) => {
    const [one, other] = [new Set(before.map(of)), new Set(after.map(of))];
    return one.symmetricDifference(other).size > 0;
  };
  return [
    ...(differ(({ pin }) => pin) ? (['pin'] as const) : []),
    ...(differ(licenseOf) ? (['license'] as const) : []),
  ];
}

/** A license, or those that admitted versions can have: a constraint that moves on one side of a border changes none. */
function licenseOf({ license, ranges }: ComponentState): string {
  const expressions = [...new Set(ranges.map(({ expression }) => expression))].sort(compareText);
  return JSON.stringify(license === 'NOASSERTION' ? expressions : license);
}

/** Open findings of one scan that the other has not open, once each; findings with equal fingerprints are one. */
function onlyIn(
  findings: readonly ReportFinding[],
  others: readonly ReportFinding[],
): readonly ChangedFinding[] {
  const known = Map.groupBy(others, ({ fingerprint }) => fingerprint);
  const open = findings.filter(({ waiver }) => waiver === null);
  const distinct = new Map(open.toReversed().map((finding) => [finding.fingerprint, finding]));
  return open
    .filter((finding) => distinct.get(finding.fingerprint) === finding)
    .flatMap((finding) => {
      const same = known.get(finding.fingerprint) ?? [];
      if (same.some(({ waiver }) => waiver === null)) return [];
      return [{ finding, waived: same.length > 0 }];
    });
}
