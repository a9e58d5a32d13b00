import type { ConcludedLicense } from '../license/evidence.ts';
import type { LicensedScan } from '../license/license.ts';
import type { LicensedComponent } from '../model/component.ts';
import type { Kind } from '../model/kind.ts';
import { compareText, reportLocation } from '../model/location.ts';
import { nonEmpty } from '../model/nonempty.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type {
  Coverage,
  Report,
  ReportComponent,
  ReportConclusion,
  ReportOccurrence,
} from '../model/report.ts';
import type { Waiver } from '../model/waiver.ts';
import { onceForEach } from '../once-for-each.ts';
import { dependenciesOf } from './dependencies.ts';

/**
 * What was scanned as a report keeps it, before a policy judges it. A stored report is one too, so that judging it again
 * sees exactly what the scan's own policy saw.
 */
export interface UnjudgedScan
  extends Pick<Report, 'units' | 'components' | 'dependencies' | 'problems' | 'texts'> {
  readonly files: Coverage['files'];
  /** Waivers that stand in the scanned files themselves. */
  readonly inlineWaivers?: readonly Waiver[];
}

/** Lays a licensed scan out as a report keeps it. */
export function layOut(scan: LicensedScan, kinds: ReadonlyMap<string, Kind>): UnjudgedScan {
  return {
    files: scan.counts,
    units: scan.units,
    components: scan.components.map((component) => componentOf(component, kinds)),
    dependencies: dependenciesOf(scan, kinds),
    problems: scan.problems.map(({ code, message, location }) => ({
      code,
      message,
      location: location && reportLocation(location),
    })),
    texts: Object.fromEntries(scan.texts),
    inlineWaivers: scan.inlineWaivers,
  };
}

function componentOf(component: LicensedComponent, kinds: ReadonlyMap<string, Kind>): ReportComponent {
  const { key, ref, purl, proposedPurl, kind, name, subpath, source, supplier, version, digest, commit } =
    component;
  const { hashes, requested, pin, usage, scope, license, occurrences, assumedSource } = component;
  return {
    key,
    ref,
    purl,
    proposedPurl,
    kind,
    name,
    ...(subpath === null ? {} : { subpath }),
    type: kinds.get(kind)?.type ?? 'library',
    source,
    ...(assumedSource === null ? {} : { assumedSource }),
    supplier,
    version,
    digest,
    commit,
    hashes,
    requested,
    pin,
    usage,
    scope,
    license: {
      declared: license.declared,
      observed: license.observed,
      concluded: conclusionOf(license.concluded),
      ranges: license.ranges,
      ...(license.gap === undefined ? {} : { gap: license.gap }),
      effective: null,
      class: null,
      ...(license.notices === undefined ? {} : { notices: license.notices }),
      ...(license.evidenceGap === undefined ? {} : { evidenceGap: license.evidenceGap }),
    },
    occurrences: nonEmpty(occurrences.map(occurrenceOf)),
  };
}

/** A conclusion with every field present, so that readers of JSON need no guards. */
export function conclusionOf(concluded: ConcludedLicense): ReportConclusion {
  const { is, because, evidence } = concluded;
  const expression = concluded.is === 'expression' ? concluded.expression : null;
  const [covers, confidence] =
    concluded.is === 'no-assertion' ? [null, 0] : [concluded.covers, concluded.confidence];
  return { is, expression, covers, because, confidence, evidence };
}

function occurrenceOf(occurrence: ResolvedOccurrence): ReportOccurrence {
  const {
    at,
    text,
    requested,
    pin,
    usage,
    scope,
    ecosystem,
    unit,
    address,
    claimed = null,
    via,
  } = occurrence;
  const { request, locked, lock, unresolved, credential, upstream, content, heldAt } = occurrence;
  return {
    ...reportLocation(at),
    in: occurrence.in,
    text,
    requested,
    pin,
    usage,
    scope,
    ecosystem,
    unit,
    address,
    claimed,
    via: via.map(reportLocation),
    ...(request.is === 'nothing' ? {} : { requestedAs: request.is }),
    ...(locked ? { locked: true } : {}),
    ...(lock ? { lock: { ...lock, hashes: hashCounts(locked?.hashes ?? noHashes) } } : {}),
    ...(unresolved ? { unresolved: unresolved.part } : {}),
    ...(credential ? { credential: true } : {}),
    ...(upstream ? { upstream } : {}),
    ...(content ? { content } : {}),
    ...(heldAt ? { heldAt: reportLocation(heldAt) } : {}),
  };
}

const noHashes: readonly string[] = [];
const algorithm = /^[A-Za-z0-9-]{1,20}(?=:)/;

/** How many hashes there are of each algorithm; many occurrences share what one lockfile says. */
const hashCounts = onceForEach((hashes: readonly string[]): Readonly<Record<string, number>> => {
  const byAlgorithm = Map.groupBy(hashes, (hash) => algorithm.exec(hash)?.[0] ?? 'unknown');
  const counts = [...byAlgorithm].map(([name, group]) => [name, group.length] as const);
  return Object.fromEntries(counts.sort(([a], [b]) => compareText(a, b)));
});
