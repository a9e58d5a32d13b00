import {
  parseExpression,
  type Report,
  type ReportComponent,
  type ReportLicense,
  type Usage,
} from '@fineprint/core';
import type { ReporterMeans } from './reporter.ts';

/** What a test says of a component; the rest is filled in. */
export interface Sketch {
  readonly name: string;
  readonly version?: string;
  readonly kind?: string;
  readonly usage?: Usage;
  /** An expression, `NONE`, or nothing for a licence that is not known. */
  readonly license?: string;
  readonly effective?: string;
  readonly class?: string;
  readonly because?: string;
  /** Paths of licence texts that were found with it, by the SHA-256 that stands for the text. */
  readonly copies?: Readonly<Record<string, string>>;
  /** Paths of notice files that were found with it, by the SHA-256 that stands for the text. */
  readonly notices?: Readonly<Record<string, string>>;
  readonly places?: readonly string[];
}

/** A report of some components; texts by the name under which sketches point to them. */
export function reportWith(
  sketches: readonly Sketch[],
  texts: Readonly<Record<string, string>> = {},
): Report {
  const components = sketches.map(componentOf);
  const places = components.flatMap(({ occurrences }) => occurrences);
  const licensed = components.filter(({ license }) => license.concluded.is === 'expression');
  return {
    schema: 'fineprint-report/1',
    tool: { name: 'fineprint', version: '0.0.0' },
    root: { name: 'shop', commit: null, remote: null },
    scan: scanFacts,
    complete: true,
    coverage: {
      files: { seen: 1, claimed: 1, read: 1 },
      references: {
        seen: places.length,
        resolved: 0,
        licensed: licensed.flatMap(({ occurrences }) => occurrences).length,
        pinned: 0,
      },
    },
    units: [],
    components,
    dependencies: [],
    findings: [],
    problems: [],
    texts,
    summary: {
      components: components.length,
      occurrences: places.length,
      findings: { error: 0, warning: 0, note: 0, waived: 0 },
      kinds: [],
      classes: [],
      pins: [],
      problems: [],
    },
  };
}

const scanFacts: Report['scan'] = {
  asOf: '2026-01-01T00:00:00.000Z',
  online: false,
  policy: { names: ['default'], sha256: '', from: 'built-in' },
  facts: { version: '2026-01-01', sha256: '' },
  excluded: [],
  only: [],
  baseline: null,
};

function componentOf(sketch: Sketch): ReportComponent {
  const { name, version = null, kind = 'tool', usage = 'deployed', places = ['a.yaml'] } = sketch;
  const key = `${kind}:${name}`;
  const [first, ...rest] = places.map((path, place) => occurrenceAt(path, place + 1, usage));
  if (first === undefined) throw new Error('A component is named somewhere.');
  return {
    key,
    ref: `${key}@${version}`,
    purl: null,
    proposedPurl: null,
    kind,
    name,
    type: 'application',
    source: null,
    supplier: null,
    version,
    digest: null,
    commit: null,
    hashes: [],
    requested: version,
    pin: 'exact',
    usage,
    scope: 'required',
    license: licenseOf(sketch),
    occurrences: [first, ...rest],
  };
}

function licenseOf({
  license,
  effective,
  because,
  copies = {},
  notices,
  class: name,
}: Sketch): ReportLicense {
  const parsed = license === undefined ? null : parseExpression(license);
  const expression = parsed?.is === 'expression' ? (license ?? null) : null;
  const observed = Object.entries(copies).map(([text, source]) => ({
    expression: license ?? 'MIT',
    covers: 'artifact' as const,
    method: 'file-text' as const,
    acknowledgement: 'observed' as const,
    source,
    verified: true,
    confidence: 1,
    text,
  }));
  const isKnown = license !== undefined;
  return {
    declared: null,
    observed,
    concluded: {
      is: expression !== null ? 'expression' : isKnown ? 'none' : 'no-assertion',
      expression,
      covers: isKnown ? 'artifact' : null,
      because: because ?? 'A test says so.',
      confidence: isKnown ? 1 : 0,
      evidence: observed,
    },
    ranges: [],
    effective: effective ?? expression,
    class: expression === null ? null : (name ?? 'permissive'),
    ...(notices === undefined
      ? {}
      : { notices: Object.entries(notices).map(([text, source]) => ({ text, source })) }),
  };
}

function occurrenceAt(path: string, line: number, usage: Usage): ReportComponent['occurrences'][0] {
  const at = { path, line, column: 1, endLine: line, endColumn: 2 };
  return {
    ...at,
    in: null,
    text: 'text',
    requested: null,
    pin: 'exact',
    usage,
    scope: 'required',
    ecosystem: 'test',
    unit: 'unit',
    address: 'a',
    claimed: null,
    via: [],
  };
}

/** What reporters are given in tests. */
export const testMeans: ReporterMeans = {
  rules: [],
  color: false,
  width: Number.POSITIVE_INFINITY,
  showWaived: true,
  failOn: 'error',
  noticeUsages: ['distributed', 'deployed'],
  licenseOf: () => null,
};
