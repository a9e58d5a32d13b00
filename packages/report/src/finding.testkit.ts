import { levels, type Report, type ReportFinding } from '@fineprint/core';
import { reportWith, type Sketch } from './report.testkit.ts';

/** What a test says of a finding; `of` is the name of a sketched component. */
export interface FoundSketch extends Partial<Omit<ReportFinding, 'locations' | 'ref'>> {
  readonly of?: string;
  readonly path?: string;
  readonly line?: number;
}

/** A report with findings, and the totals that `evaluate` would have counted. */
export function reportFinding(
  found: readonly FoundSketch[],
  scan: Partial<Report['scan']> = {},
  sketches: readonly Sketch[] = [],
): Report {
  const report = reportWith(sketches);
  const findings = found.map((sketch, index) => findingOf(sketch, index, report));
  const open = findings.filter(({ waiver }) => waiver === null);
  const counted = (asked: string) =>
    open.filter(({ level, state }) => level === asked && state !== 'known').length;
  const [error = 0, warning = 0, note = 0] = levels.map(counted);
  const waived = findings.length - open.length;
  const known = open.filter(({ state }) => state === 'known').length;
  const totals = { error, warning, note, waived, ...(scan.baseline ? { known } : {}) };
  return {
    ...report,
    findings,
    scan: { ...report.scan, ...scan },
    summary: { ...report.summary, findings: totals },
  };
}

function findingOf(
  { of, path = 'a.yaml', line = 1, ...rest }: FoundSketch,
  index: number,
  { components }: Report,
): ReportFinding {
  return {
    rule: 'version-not-pinned',
    level: 'warning',
    ref: components.find(({ name }) => name === of)?.ref ?? null,
    message: 'It is so.',
    remedy: 'Mend it.',
    fingerprint: index.toString(16).padStart(64, '0'),
    state: null,
    waiver: null,
    fix: null,
    locations: [{ path, line, column: 1, endLine: line, endColumn: 2 }],
    ...rest,
  };
}
