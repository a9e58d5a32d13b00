import { createHash } from 'node:crypto';
import type { Report, ReportComponent, ReportFinding } from '@fineprint/core';
import { randomFrom } from './random.ts';

/** A portfolio's size: everything else follows from the number of a project and of its revision. */
export interface Size {
  readonly components: number;
  /** Of how many components, over all projects, each takes its own. */
  readonly catalogue: number;
}

const licenses = [
  ...Array<string>(11).fill('MIT'),
  ...Array<string>(6).fill('Apache-2.0'),
  'BSD-3-Clause',
  'ISC',
  'MPL-2.0',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'AGPL-3.0-only',
  'BUSL-1.1',
  'Elastic-2.0',
];
const classes: Readonly<Record<string, string>> = {
  'MPL-2.0': 'weak-copyleft',
  'GPL-2.0-only WITH Classpath-exception-2.0': 'strong-copyleft',
  'AGPL-3.0-only': 'network-copyleft',
  'BUSL-1.1': 'source-available',
  'Elastic-2.0': 'source-available',
};
const kinds = ['container-image', 'helm-chart', 'github-action', 'terraform-module', 'library'];

/** The report of a project, as a scan of a template of ours has it: most of its components are used by many other projects, too. */
export function documentOf(template: Report, size: Size, project: number, revision: number): string {
  const random = randomFrom(project * 1000);
  const chosen = new Set<number>();
  // Popularity is skewed: a few components are in nearly every project.
  while (chosen.size < size.components) chosen.add(Math.floor(size.catalogue * random() ** 4));
  // Each revision has newer versions of some.
  const changed = randomFrom(project * 1000 + revision);
  const components = [...chosen]
    .sort((a, b) => a - b)
    .map((number) => componentOf(template, number, changed() < 0.05 ? revision : 0));
  const report: Report = {
    ...template,
    root: { ...template.root, name: nameOf(project), commit: hashOf(`${project} ${revision}`).slice(0, 40) },
    units: [],
    dependencies: [],
    texts: {},
    components,
    findings: components.flatMap(findingsOf),
  };
  return JSON.stringify(report);
}

/** The name of a project. */
export function nameOf(project: number): string {
  return `team-${project % 97}/service-${project}`;
}

function componentOf(template: Report, number: number, revision: number): ReportComponent {
  const model = template.components[number % template.components.length];
  if (!model) throw new Error('The template has no components.');
  const kind = kinds[number % kinds.length] ?? 'library';
  const name = `v${number % 4001}/part-${number}`;
  const version = `${1 + (number % 7)}.${number % 13}.${revision}`;
  const license = licenses[number % licenses.length] ?? 'MIT';
  const pin = number % 5 === 0 ? 'branch' : 'exact';
  const [occurrence] = model.occurrences;
  return {
    ...model,
    kind,
    name,
    key: `${kind}:${name}`,
    ref: `${kind}:${name}@${version}`,
    purl: `pkg:generic/${name}@${version}`,
    version,
    requested: version,
    pin,
    license: {
      declared: null,
      observed: [],
      concluded: {
        is: 'expression',
        expression: license,
        covers: 'main-software',
        because: 'It says so.',
        confidence: 0.9,
        evidence: [],
      },
      ranges: [],
      effective: license,
      class: classes[license] ?? 'permissive',
    },
    occurrences: [
      {
        ...occurrence,
        requested: version,
        pin,
        path: `deploy/${number % 50}.yaml`,
        line: 1 + (number % 400),
        text: 'part',
        unit: 'unit:file',
        address: 'image',
      },
    ],
  };
}

/** One component in twenty or so has a licence that nobody may use; one in five is not pinned, one in six of these is told. */
function findingsOf({ ref, name, pin, license, occurrences }: ReportComponent): readonly ReportFinding[] {
  const findings: ReportFinding[] = [];
  const find = (rule: string, level: ReportFinding['level'], message: string) => {
    const [{ path, line, column, endLine, endColumn }] = occurrences;
    const locations = [{ path, line, column, endLine, endColumn }] as const;
    const fingerprint = hashOf(`${rule} ${ref}`);
    findings.push({
      rule,
      level,
      ref,
      message,
      remedy: 'Take another.',
      locations,
      fingerprint,
      state: null,
      waiver: null,
      fix: null,
    });
  };
  if (license.class === 'network-copyleft' || license.class === 'source-available')
    find('license-denied', 'error', `${name} is under ${license.effective}.`);
  if (pin === 'branch' && fingerprintOf(ref) % 6 === 0)
    find('component-not-pinned', 'warning', `${name} can move.`);
  return findings;
}

function fingerprintOf(text: string): number {
  return Number.parseInt(hashOf(text).slice(0, 8), 16);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
