import type { LicenseEvidence } from '../license/evidence.ts';
import type { Kind } from '../model/kind.ts';
import { compareText } from '../model/location.ts';
import { isFirm, pins } from '../model/pin.ts';
import type {
  Count,
  Coverage,
  KindSummary,
  ReportComponent,
  ReportFinding,
  ReportOccurrence,
  ReportProblem,
  Summary,
} from '../model/report.ts';

/** Computes the totals that reporters show. */
export function summarize(
  components: readonly ReportComponent[],
  findings: readonly ReportFinding[],
  problems: readonly ReportProblem[],
  kinds: ReadonlyMap<string, Kind>,
): Summary {
  const occurrences = components.flatMap(({ occurrences }) => occurrences);
  const open = findings.filter(({ waiver }) => waiver === null);
  const counted = (asked: string) =>
    open.filter(({ level, state }) => level === asked && state !== 'known').length;
  const isCompared = findings.some(({ state }) => state !== null);
  return {
    components: components.length,
    occurrences: occurrences.length,
    findings: {
      error: counted('error'),
      warning: counted('warning'),
      note: counted('note'),
      waived: findings.length - open.length,
      ...(isCompared ? { known: open.filter(({ state }) => state === 'known').length } : {}),
    },
    kinds: kindSummaries(components, kinds),
    classes: count(components.map(classOf)),
    curated: components.filter(({ license }) => license.concluded.evidence.some(isCuration)).length,
    pins: pinCounts(occurrences),
    problems: count(problems.map(({ code }) => code)),
  };
}

/** To have no licence is no unknown one, and neither is one whose terms nobody has classified. */
function classOf({ license: { concluded, class: found } }: ReportComponent): string {
  if (concluded.is === 'none') return 'none';
  return found ?? (concluded.is === 'expression' ? 'unstated' : 'unknown');
}

function isCuration({ method }: LicenseEvidence): boolean {
  return method === 'curation';
}

/** Counts occurrences: seen ≥ each of the others. */
export function referenceCoverage(components: readonly ReportComponent[]): Coverage['references'] {
  const coverage = { seen: 0, resolved: 0, licensed: 0, pinned: 0 };
  for (const { license, occurrences, version, commit, digest } of components) {
    const places = occurrences.length;
    coverage.seen += places;
    if (version !== null || commit !== null || digest !== null) coverage.resolved += places;
    if (license.concluded.is === 'expression') coverage.licensed += places;
    coverage.pinned += occurrences.filter(({ pin }) => isFirm(pin)).length;
  }
  return coverage;
}

function kindSummaries(
  components: readonly ReportComponent[],
  kinds: ReadonlyMap<string, Kind>,
): readonly KindSummary[] {
  const byKind = Map.groupBy(components, ({ kind }) => kind);
  return [...byKind]
    .map(([kind, group]) => {
      const occurrences = group.flatMap(({ occurrences }) => occurrences);
      return {
        kind,
        title: kinds.get(kind)?.title ?? kind,
        components: group.length,
        occurrences: occurrences.length,
        licensed: group.filter(({ license }) => license.concluded.is === 'expression').length,
        pins: pinCounts(occurrences),
      };
    })
    .sort((a, b) => b.components - a.components || compareText(a.kind, b.kind));
}

function pinCounts(occurrences: readonly ReportOccurrence[]): readonly Count[] {
  const order = [...pins, 'unknown'];
  return count(occurrences.map(({ pin }) => pin ?? 'unknown')).toSorted(
    (a, b) => order.indexOf(a.name) - order.indexOf(b.name),
  );
}

function count(names: readonly string[]): readonly Count[] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => ({ name, count: all.length }))
    .sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}
