import {
  type Level,
  leavesOf,
  levels,
  parseExpression,
  printLeaf,
  type Report,
  type ReportComponent,
  type ReportFinding,
} from '@fineprint/core';
import type { Severity } from '../store/tables.ts';
import { evidenceOf } from './evidence.ts';

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
  readonly isWaived: boolean;
  readonly message: string;
  readonly detail: string;
}

// More places, and longer lines, are in the report itself.
const mostLocations = 20;
const longestText = 300;

/** What the store keeps of a report's components, each `ref` once. */
export function usesOf(report: Report): readonly FlatUse[] {
  return report.components.map(
    ({ key, kind, name, ref, version, purl, proposedPurl, license, requested, pin, usage, occurrences }) => ({
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
      evidence: evidenceOf({ license }),
    }),
  );
}

/** A level as the store sorts it. */
export function severityOf(level: Level): Severity {
  return levels.length - 1 - levels.indexOf(level);
}

function licenseOf({ is, expression }: Report['components'][number]['license']['concluded']): string {
  return expression ?? (is === 'none' ? 'NONE' : 'NOASSERTION');
}

/** What the store keeps of a report's findings; of those that it has twice (in two places of one line) one. */
export function findingsOf(report: Report): readonly FlatFinding[] {
  const components = new Map(report.components.map((component) => [component.ref, component]));
  const distinct = new Map<string, FlatFinding>();
  for (const finding of report.findings) {
    const identity = `${finding.fingerprint} ${finding.ref}`;
    if (!distinct.has(identity)) distinct.set(identity, flat(finding, components));
  }
  return [...distinct.values()];
}

function flat(finding: ReportFinding, components: ReadonlyMap<string, ReportComponent>): FlatFinding {
  const { rule, ref, expression, fingerprint, level, waiver, message, remedy, locations, frame } = finding;
  const component = ref === null ? null : (components.get(ref) ?? null);
  return {
    rule,
    key: component?.key ?? null,
    ref: component?.ref ?? null,
    kind: component?.kind ?? null,
    class: component?.license.class ?? null,
    license: expression ?? null,
    fingerprint,
    severity: severityOf(level),
    isWaived: waiver !== null,
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
function namedIn(location: ReportFinding['locations'][number], component: ReportComponent | null) {
  const { path, line, column } = location;
  const named = component?.occurrences.find((each) => each.path === path && each.line === line);
  return { path, line, column, ...(named === undefined ? {} : { text: named.text.slice(0, longestText) }) };
}

/** How much a report holds, by what was read of it: its own totals are a claim. */
export function countsOf({ components }: Report, findings: readonly FlatFinding[]) {
  const counted = (level: Level) =>
    findings.filter(({ severity, isWaived }) => !isWaived && severity === severityOf(level)).length;
  return {
    components: components.length,
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
