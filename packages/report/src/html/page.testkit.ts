import type { Level, Report, ReportComponent, ReportFinding, Unit } from '@fineprint/core';
import { reportWith, type Sketch } from '../report.testkit.ts';
import type { RuleDescription } from '../reporter.ts';

/** Text that does harm in a page that writes it as it is, and what of it must stand there to be read. */
export const hostile = {
  tag: '<img src=x onerror=alert(1)>',
  attribute: '" onmouseover="alert(1)" x=\'',
  script: '</script><script>alert(1)</script><!--',
  address: 'javascript:alert(1)',
  hidden: 'name\u202egnp.exe\u0000\u2028',
} as const;

/** A text of a licence, by the hash that a report points to it with. */
export const licenseText = {
  sha: 'ab'.repeat(32),
  text: 'MIT License\n\n</script><b>Permission</b> is granted.\n',
};

/** The rules that the findings below are of. */
export const pageRules: readonly RuleDescription[] = [
  {
    id: 'license-not-allowed',
    title: 'A component is licensed only under terms the policy does not allow.',
    defaultLevel: 'error',
    readme: () => '',
  },
  {
    id: 'license-unknown',
    title: 'Nobody can say under which licence a component stands.',
    defaultLevel: 'warning',
    readme: () => '',
  },
];

const licenses = ['MIT', 'Apache-2.0', 'AGPL-3.0-only', 'BUSL-1.1', ''] as const;
const classes = ['permissive', 'permissive', 'network-copyleft', 'source-available', ''] as const;
const kinds = ['container-image', 'helm-chart', 'github-action', 'terraform-module'] as const;
const uses = ['deployed', 'ci', 'development'] as const;
const names = ['redis', 'acme/cache', 'actions/checkout', 'registry.example/team/service'] as const;

/** A report of so many components with all that a page shows: findings of each state, units, edges, ranges, texts, problems. */
export function pageReport(count: number): Report {
  const sketches = Array.from({ length: count }, (_, index) => sketchAt(index));
  const base = reportWith(sketches, { [licenseText.sha]: licenseText.text });
  const units = Array.from({ length: Math.ceil(count / 20) }, (_, index) => unitAt(index));
  const components = base.components.map((component, index) => filled(component, index, units));
  const findings = components.flatMap((component, index) => findingOf(component, index));
  return {
    ...base,
    root: { name: 'shop', commit: '0123456789'.repeat(4), remote: 'https://git.example/acme/shop' },
    scan: { ...base.scan, baseline: 'baseline.json' },
    complete: false,
    units,
    components,
    dependencies: edgesOf(units, components),
    findings,
    problems: [
      {
        code: 'syntax-invalid',
        message: `A brace is missing after ${hostile.tag}.`,
        location: findings[0]?.locations[0] ?? null,
      },
      { code: 'version-unknown', message: '"latest" is no exact version.', location: null },
    ],
    summary: summaryOf(base, components, findings),
  };
}

function pick<T>(list: readonly [T, ...T[]], index: number): T {
  return list[index % list.length] ?? list[0];
}

function sketchAt(index: number): Sketch {
  const license = pick(licenses, index);
  const of = pick(classes, index);
  return {
    name: `${pick(names, index)}-${index}`,
    version: `1.${(index * 7) % 30}.${index % 7}`,
    kind: pick(kinds, index),
    usage: pick(uses, index),
    ...(license === '' ? {} : { license }),
    ...(of === '' ? {} : { class: of }),
    because:
      license === '' ? 'No licence fact knows it.' : `The licence text was read: acme/${index} LICENSE.`,
    copies: index % 5 === 0 ? { [licenseText.sha]: `vendor/${index}/LICENSE` } : {},
    places: [
      `deploy/${index % 20}/values.yaml`,
      ...(index % 3 === 0 ? [`charts/${index % 20}/Chart.yaml`] : []),
    ],
  };
}

function unitAt(index: number): Unit {
  const path = `deploy/${index}`;
  const kind = index % 2 === 0 ? 'helm-chart' : 'github-workflow';
  return {
    ref: `unit:${kind}:${path}`,
    kind,
    path,
    owners: [index % 3 === 0 ? '@acme/platform' : '@acme/shop'],
  };
}

function filled(component: ReportComponent, index: number, units: readonly Unit[]): ReportComponent {
  const unit = units[index % units.length]?.ref ?? '';
  const [first, ...rest] = component.occurrences.map((occurrence) => ({ ...occurrence, unit }));
  const odd =
    index === 1
      ? {
          name: hostile.tag,
          source: hostile.address,
          purl: hostile.attribute,
          supplier: hostile.hidden,
          version: hostile.script,
        }
      : {};
  return {
    ...component,
    source: `https://example.com/${index}`,
    pin: pick(['digest', 'exact', 'tag', 'none'], index),
    license: {
      ...component.license,
      ranges:
        index % 10 === 4
          ? [
              { versions: '<2.0.0', expression: 'MIT', evidence: [] },
              { versions: '>=2.0.0', expression: 'BUSL-1.1', evidence: [] },
            ]
          : [],
    },
    occurrences: first === undefined ? component.occurrences : [first, ...rest],
    ...odd,
  };
}

const states: readonly [ReportFinding['state'], ...ReportFinding['state'][]] = ['new', 'known', 'new'];

function findingOf(
  { ref, name, license, occurrences }: ReportComponent,
  index: number,
): readonly ReportFinding[] {
  const { expression } = license.concluded;
  if (expression !== null && expression !== 'BUSL-1.1') return [];
  const level: Level = expression === null ? 'warning' : 'error';
  return [
    {
      rule: expression === null ? 'license-unknown' : 'license-not-allowed',
      level,
      ref,
      message:
        expression === null
          ? `No licence is known for ${name}.`
          : `${name} is licensed BUSL-1.1, which this policy does not allow.`,
      remedy:
        expression === null ? 'Read the licence where the component comes from.' : 'Replace the component.',
      locations: [occurrences[0], ...occurrences.slice(1)],
      fingerprint: index.toString(16).padStart(64, '0'),
      state: pick(states, index),
      waiver:
        index % 4 === 0
          ? { id: 'W-1', reason: `Agreed ${hostile.tag}`, owner: '@acme/legal', expires: '2030-01-01' }
          : null,
      fix: null,
    },
  ];
}

function edgesOf(units: readonly Unit[], components: readonly ReportComponent[]): Report['dependencies'] {
  const ofUnits = units.map(({ ref }) => ({
    ref,
    dependsOn: components
      .filter(({ occurrences: [{ unit }] }) => unit === ref)
      .map((component) => component.ref),
  }));
  const ofComponents = components
    .filter((_, index) => index % 50 === 0)
    .map(({ ref }, index) => ({
      ref,
      dependsOn: components.slice(index + 1, index + 4).map((each) => each.ref),
      complete: true,
    }));
  return [...ofUnits, ...ofComponents];
}

function summaryOf(
  base: Report,
  components: readonly ReportComponent[],
  findings: readonly ReportFinding[],
): Report['summary'] {
  const counted = (values: readonly string[]) =>
    [...Map.groupBy(values, (value) => value)].map(([name, all]) => ({ name, count: all.length }));
  const open = (level: Level) =>
    findings.filter((finding) => finding.level === level && finding.waiver === null).length;
  return {
    ...base.summary,
    findings: {
      error: open('error'),
      warning: open('warning'),
      note: 0,
      waived: findings.filter(({ waiver }) => waiver !== null).length,
    },
    kinds: counted(components.map(({ kind }) => kind)).map(({ name, count }) => ({
      kind: name,
      title: name,
      components: count,
      occurrences: count,
      licensed: 0,
      pins: [],
    })),
    classes: counted(components.map(({ license }) => license.class ?? 'unknown')),
    pins: counted(components.flatMap(({ pin, occurrences }) => occurrences.map(() => pin ?? 'unknown'))),
    problems: [
      { name: 'version-unknown', count: 1 },
      { name: 'syntax-invalid', count: 1 },
    ],
  };
}
