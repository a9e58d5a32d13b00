import type { LicenseEvidence } from '../license/evidence.ts';
import type { Report, ReportComponent, ReportFinding } from '../model/report.ts';

/** What a test says of a component of a report. */
export interface ComponentSketch {
  readonly key: string;
  readonly version?: string | null;
  readonly requested?: string | null;
  readonly digest?: string | null;
  readonly commit?: string | null;
  readonly pin?: ReportComponent['pin'];
  readonly license?: string;
  readonly class?: string | null;
  readonly ranges?: readonly { readonly versions: string; readonly expression: string }[];
  readonly declared?: string;
  /** The branch that the policy chose, where it is not the whole. */
  readonly effective?: string;
  readonly evidence?: readonly LicenseEvidence[];
}

/** What a test says of a finding of a report; its fingerprint is made of one digit. */
export interface FindingSketch {
  readonly digit: string;
  readonly message?: string;
  readonly waived?: boolean;
}

/** A report of a scan that found these. */
export function reportWith(
  components: readonly ComponentSketch[],
  findings: readonly FindingSketch[] = [],
  scan: Partial<Report['scan']> = {},
): Report {
  const references = { seen: 0, resolved: 0, licensed: 0, pinned: 0 };
  return {
    schema: 'fineprint-report/1',
    tool: { name: 'fineprint', version: '0.1.0' },
    root: { name: 'repo', commit: null, remote: null },
    scan: {
      asOf: '2026-11-27T00:00:00.000Z',
      online: false,
      policy: { names: ['default'], sha256: 'a'.repeat(64), from: 'built-in' },
      facts: { version: '2026-11-25', sha256: 'b'.repeat(64) },
      excluded: [],
      only: [],
      baseline: null,
      ...scan,
    },
    complete: true,
    coverage: { files: { seen: 1, claimed: 1, read: 1 }, references },
    units: [],
    components: components.map(componentOf),
    dependencies: [],
    findings: findings.map(findingOf),
    problems: [],
    texts: {},
    summary: {
      components: components.length,
      occurrences: components.length,
      findings: { error: 0, warning: 0, note: 0, waived: 0 },
      kinds: [],
      classes: [],
      pins: [],
      problems: [],
    },
  };
}

const at = { path: 'main.tf', line: 2, column: 3, endLine: 2, endColumn: 9 };

function componentOf(sketch: ComponentSketch): ReportComponent {
  const { key, version = null, requested = version, digest = null, commit = null, pin = 'exact' } = sketch;
  const { license = 'MIT', class: of = null, ranges = [], evidence = [], declared = null } = sketch;
  const [kind = '', name = ''] = key.split(':');
  const rest = { because: 'A fact says so.', confidence: 1, evidence };
  const isExpression = license !== 'NONE' && license !== 'NOASSERTION';
  return {
    key,
    ref: `${key}@${commit ?? digest ?? version ?? requested ?? ''}`,
    purl: null,
    proposedPurl: null,
    kind,
    name,
    type: 'application',
    source: null,
    supplier: null,
    version,
    digest,
    commit,
    hashes: [],
    requested,
    pin,
    usage: 'ci',
    scope: 'required',
    license: {
      declared,
      observed: evidence,
      concluded: {
        is: isExpression ? 'expression' : license === 'NONE' ? 'none' : 'no-assertion',
        expression: isExpression ? license : null,
        covers: license === 'NOASSERTION' ? null : 'artifact',
        ...rest,
      },
      ranges: ranges.map((range) => ({ ...range, evidence: [] })),
      effective: sketch.effective ?? (isExpression ? license : null),
      class: of,
    },
    occurrences: [
      {
        ...at,
        in: null,
        text: name,
        requested,
        pin,
        usage: 'ci',
        scope: 'required',
        ecosystem: 'terraform',
        unit: 'unit:terraform-root-module:.',
        address: 'block',
        claimed: null,
        via: [],
      },
    ],
  };
}

function findingOf({ digit, message = 'It is so.', waived = false }: FindingSketch): ReportFinding {
  return {
    rule: 'license-unknown',
    level: 'warning',
    ref: null,
    message,
    remedy: 'Mend it.',
    locations: [at],
    fingerprint: digit.repeat(64),
    state: null,
    waiver: waived ? { id: 'w', reason: 'It is known.', owner: null, expires: '2030-01-01' } : null,
    fix: null,
  };
}
