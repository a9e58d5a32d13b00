import type { ConcludedLicense } from '../license/evidence.ts';
import type { JudgedComponent } from '../model/component.ts';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { compareText, type Location } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type {
  Report,
  ReportComponent,
  ReportConclusion,
  ReportFinding,
  ReportLocation,
  ReportOccurrence,
  ScanFacts,
} from '../model/report.ts';
import { dependenciesOf } from './dependencies.ts';
import type { EvaluatedScan } from './evaluate.ts';

/** What a report says about itself and its root. */
export interface ReportHead {
  readonly tool: Report['tool'];
  readonly root: Report['root'];
  readonly scan: ScanFacts;
  readonly kinds: ReadonlyMap<string, Kind>;
}

/** Lays an evaluated scan out as the report `json-1`: nothing is computed here, everything is sorted already. */
export function reportOf(scan: EvaluatedScan, { tool, root, scan: facts, kinds }: ReportHead): Report {
  return {
    schema: 'fineprint-report/1',
    tool,
    root,
    scan: facts,
    complete: scan.complete,
    coverage: scan.coverage,
    units: scan.units,
    components: scan.components.map((component) => componentOf(component, kinds)),
    dependencies: dependenciesOf(scan, kinds),
    findings: scan.findings.map(findingOf),
    problems: scan.problems.map(({ code, message, location }) => ({
      code,
      message,
      location: location && locationOf(location),
    })),
    texts: Object.fromEntries([...scan.texts].sort(([a], [b]) => compareText(a, b))),
    summary: scan.summary,
  };
}

function componentOf(component: JudgedComponent, kinds: ReadonlyMap<string, Kind>): ReportComponent {
  const { key, ref, purl, proposedPurl, kind, name, source, supplier, version, digest, commit, hashes } =
    component;
  const { requested, pin, usage, scope, license, verdict, occurrences, assumedSource } = component;
  const [first, ...rest] = occurrences;
  return {
    key,
    ref,
    purl,
    proposedPurl,
    kind,
    name,
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
      effective: verdict.effective,
      class: verdict.class,
      ...(license.notices === undefined ? {} : { notices: license.notices }),
    },
    occurrences: [occurrenceOf(first), ...rest.map(occurrenceOf)],
  };
}

function conclusionOf(concluded: ConcludedLicense): ReportConclusion {
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
  return {
    ...locationOf(at),
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
    via: via.map(locationOf),
  };
}

function findingOf({ locations, ...finding }: Finding): ReportFinding {
  const { rule, level, ref, message, remedy, fingerprint, state, waiver, fix } = finding;
  const [first, ...rest] = locations;
  return {
    rule,
    level,
    ref,
    message,
    remedy,
    locations: [locationOf(first), ...rest.map(locationOf)],
    fingerprint,
    state,
    waiver,
    fix,
  };
}

function locationOf({ path, line, column, endLine, endColumn }: Location): ReportLocation {
  return { path, line, column, endLine, endColumn };
}
