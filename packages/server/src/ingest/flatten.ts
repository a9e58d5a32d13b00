import {
  isDate,
  type Level,
  leavesOf,
  levels,
  parseExpression,
  printLeaf,
  type Report,
  type ReportComponent,
  type ReportFinding,
} from '@fineprint/core';
import type { ListTaker, ReportHead } from '@fineprint/core/report-lists';
import { storable, storableRow } from '../store/storable.ts';
import type { Severity } from '../store/tables.ts';
import { evidenceOf, heldTexts, type KeptText, textsNamedBy } from './evidence.ts';

/** What the store keeps of a report. */
export interface FlatReport {
  readonly commit: string | null;
  readonly remote: string | null;
  readonly asOf: string;
  readonly complete: boolean;
  readonly uses: readonly FlatUse[];
  readonly findings: readonly FlatFinding[];
  /** The last day on which all waivers of its findings hold, as an ISO date; `null` where there are none. */
  readonly waivedUntil: string | null;
  /** The texts that the evidence of its licences points to. */
  readonly texts: readonly KeptText[];
}

/** A use of a component as the store keeps it. */
export interface FlatUse {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly ref: string;
  readonly version: string | null;
  readonly purl: string | null;
  /** An SPDX expression, `NONE` or `NOASSERTION`. */
  readonly license: string;
  readonly class: string | null;
  readonly requested: string | null;
  readonly pin: string | null;
  readonly usage: string;
  readonly occurrences: number;
  /** Why its licence is believed to be that, as JSON. */
  readonly evidence: string;
}

/** A finding as the store keeps it. */
export interface FlatFinding {
  readonly rule: string;
  readonly key: string | null;
  readonly ref: string | null;
  readonly kind: string | null;
  /** The class of the component's licence. */
  readonly class: string | null;
  readonly license: string | null;
  readonly fingerprint: string;
  readonly severity: Severity;
  /** The id of the waiver that settles it, if one does. */
  readonly waiver: string | null;
  readonly message: string;
  readonly detail: string;
}

// More places, and longer lines, are in the report itself.
const mostLocations = 20;
const longestText = 300;

/** Flattens a report that is at hand as a whole. */
export function flatReport(report: Report): FlatReport {
  const { component, finding, end } = flattening();
  report.components.forEach(component);
  report.findings.forEach(finding);
  return end(report);
}

/** Begins to flatten a report of which one component or finding is at hand at a time. */
export function flattening(): ListTaker & { end(head: ReportHead): FlatReport } {
  const uses: FlatUse[] = [];
  const texts = new Set<string>();
  const named = new Map<string, NamedComponent>();
  // Of those that it has twice (in two places of one line) one.
  const findings = new Map<string, FlatFinding>();
  // Most components have their licence for one of a few reasons, which are long.
  const once = new Map<string, string>();
  let waivedUntil: string | null = null;
  return {
    component: (component) => {
      // Whoever wrote it twice wrote it once; what differs only in what cannot be kept is the same here.
      const ref = storable(component.ref);
      if (named.has(ref)) return;
      const evidence = storable(evidenceOf(component));
      const known = once.get(evidence);
      if (known === undefined) once.set(evidence, evidence);
      uses.push(storableRow(useOf(component, known ?? evidence)));
      for (const sha256 of textsNamedBy(component)) texts.add(sha256);
      named.set(ref, namesOf(component));
    },
    finding: (finding) => {
      const { expires } = finding.waiver ?? {};
      // What is no date never comes: whether a waiver holds is told by its text.
      if (expires !== undefined && isDate(expires) && (waivedUntil === null || expires < waivedUntil))
        waivedUntil = expires;
      const ref = storable(finding.ref ?? '');
      const identity = `${finding.fingerprint} ${ref}`;
      if (!findings.has(identity))
        findings.set(identity, storableRow(flatFinding(finding, named.get(ref) ?? null)));
    },
    end: ({ root: { commit, remote }, scan: { asOf }, complete, texts: all }) => ({
      commit: commit === null ? null : storable(commit),
      remote: remote === null ? null : storable(remote),
      asOf,
      complete,
      uses,
      findings: [...findings.values()],
      waivedUntil,
      texts: heldTexts(texts, all),
    }),
  };
}

function useOf(component: ReportComponent, evidence: string): FlatUse {
  const { key, kind, name, ref, version, purl, proposedPurl } = component;
  const { license, requested, pin, usage, occurrences } = component;
  return {
    key,
    kind,
    name,
    ref,
    version,
    purl: purl ?? proposedPurl,
    license: licenseOf(license.concluded),
    class: license.class,
    requested,
    pin,
    usage,
    occurrences: occurrences.length,
    evidence,
  };
}

/** A level as the store sorts it. */
export function severityOf(level: Level): Severity {
  return levels.length - 1 - levels.indexOf(level);
}

function licenseOf({ is, expression }: Report['components'][number]['license']['concluded']): string {
  return expression ?? (is === 'none' ? 'NONE' : 'NOASSERTION');
}

/** A component as findings name it. */
interface NamedComponent {
  readonly key: string;
  readonly ref: string;
  readonly kind: string;
  readonly class: string | null;
  readonly places: readonly { readonly path: string; readonly line: number; readonly text: string }[];
}

function namesOf({ key, ref, kind, license, occurrences }: ReportComponent): NamedComponent {
  const places = occurrences.map(({ path, line, text }) => ({
    path,
    line,
    text: text.slice(0, longestText),
  }));
  return storableRow({ key, ref, kind, class: license.class, places });
}

function flatFinding(finding: ReportFinding, component: NamedComponent | null): FlatFinding {
  const { rule, expression, fingerprint, level, waiver, message, remedy, locations, frame } = finding;
  return {
    rule,
    key: component?.key ?? null,
    ref: component?.ref ?? null,
    kind: component?.kind ?? null,
    class: component?.class ?? null,
    license: expression ?? null,
    fingerprint,
    severity: severityOf(level),
    waiver: waiver?.id ?? null,
    message,
    detail: JSON.stringify({
      remedy,
      places: locations.length,
      locations: locations.slice(0, mostLocations).map((each) => namedIn(each, component)),
      ...(frame === undefined ? {} : { frame }),
      ...(waiver === null ? {} : { waiver }),
    }),
  };
}

/** A place with how the component is named there. */
function namedIn(location: ReportFinding['locations'][number], component: NamedComponent | null) {
  const { path, line, column } = location;
  const named = component?.places.find((each) => each.path === path && each.line === line);
  return { path, line, column, ...(named === undefined ? {} : { text: named.text }) };
}

/** How much a report holds, by what was read of it: its own totals are a claim. */
export function countsOf({ uses, findings }: FlatReport) {
  const counted = (level: Level) =>
    findings.filter(({ severity, waiver }) => waiver === null && severity === severityOf(level)).length;
  return {
    components: uses.length,
    errors: counted('error'),
    warnings: counted('warning'),
    notes: counted('note'),
  };
}

/** The licence ids of an expression, each once; of `NONE` and `NOASSERTION` themselves. */
export function licenseIdsOf(expression: string): readonly string[] {
  const parsed = parseExpression(expression);
  return parsed.is === 'expression'
    ? [...new Set(leavesOf(parsed.expression).map(printLeaf))].sort()
    : [expression];
}
