import { meaningOf } from '../license/expression/meaning.ts';
import { compareText } from '../model/location.ts';
import type { Report, ReportFinding } from '../model/report.ts';
import type { Aspect, ChangedFinding, Comparison, ComponentChange, ComponentState } from './comparison.ts';
import { doubtsOf } from './doubts.ts';
import { isForeign, type Side, sideOf, statesByKey } from './side.ts';

/** Compares two scans, of one repository or of two: components by key, findings by fingerprint. */
export function compareReports(before: Report, after: Report): Comparison {
  return compareSides(sideOf(before), sideOf(after));
}

/** Compares two documents; what only one of them tells is no change. */
export function compareSides(before: Side, after: Side): Comparison {
  const byPurl = isForeign(before) || isForeign(after);
  const [earlier, later] = [statesByKey(before, byPurl), statesByKey(after, byPurl)];
  const keys = [...new Set([...earlier.keys(), ...later.keys()])].sort(compareText);
  const [known, found] = [before.findings, after.findings];
  return {
    schema: 'fineprint-comparison/1',
    before: before.scan,
    after: after.scan,
    doubts: [...doubtsOf(before, after)],
    added: keys.flatMap((key) => (earlier.has(key) ? [] : (later.get(key) ?? []))),
    removed: keys.flatMap((key) => (later.has(key) ? [] : (earlier.get(key) ?? []))),
    changed: keys.flatMap((key) => [...changesOf(earlier.get(key) ?? [], later.get(key) ?? [])]),
    findings: {
      opened: known && found ? onlyIn(found, known) : [],
      closed: known && found ? onlyIn(known, found) : [],
    },
  };
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

/** What of the states differs; what one of the documents does not tell at all is no difference. */
function aspectsOf(before: readonly ComponentState[], after: readonly ComponentState[]): readonly Aspect[] {
  const differ = (of: (state: ComponentState) => unknown) => {
    const [one, other] = [new Set(before.map(of)), new Set(after.map(of))];
    return one.symmetricDifference(other).size > 0;
  };
  const isPinTold = [...before, ...after].every(({ usage }) => usage !== null);
  return [
    ...(isPinTold && differ(({ pin }) => pin) ? (['pin'] as const) : []),
    ...(differ(licenseOf) ? (['license'] as const) : []),
  ];
}

/** A license, or those that admitted versions can have: a constraint that moves on one side of a border changes none. */
function licenseOf({ license, ranges }: ComponentState): string {
  const expressions = [...new Set(ranges.map(({ expression }) => meaningOf(expression)))].sort(compareText);
  return JSON.stringify(license === 'NOASSERTION' ? expressions : meaningOf(license));
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
