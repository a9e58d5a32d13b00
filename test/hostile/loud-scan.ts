import {
  type BoundPolicy,
  type JudgedComponent,
  nonEmpty,
  offline,
  placeInRepository,
  type Report,
  scan,
  usages,
  type Violation,
} from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import {
  admitsOnly,
  classOf,
  describeLicense,
  diskSource,
  factSource,
  loadLicenses,
} from '@fineprint/licenses';
import { type FormatName, formats, type ReporterMeans } from '@fineprint/report';
import { readData } from '../../packages/cli/src/data.ts';

const known = loadLicenses(readData);
const [facts, classes] = [known.facts(), known.classes()];
const rendered = [
  'text',
  'markdown',
  'html',
  'sarif',
  'cyclonedx',
  'spdx',
  'spdx-tag-value',
  'spdx-3',
  'csv',
  'junit',
  'gitlab',
  'github',
  'ndjson',
  'notice',
  'json',
] as const satisfies readonly FormatName[];

/**
 * Scans with everything the program has, and with a policy that objects to every occurrence and says all it knows
 * about it: more scanned text reaches every report than any real rule would let through.
 */
export async function scanLoudly(root: string, render: boolean): Promise<Readonly<Record<string, string>>> {
  const report = await scan(root, {
    extractors,
    kinds,
    licenseSources: [diskSource(known.texts), factSource(facts)],
    policy: loudPolicy,
    admitsOnly,
    lookup: offline,
    cache: null,
    tool: { name: 'fineprint', version: '0.0.0' },
    facts: { version: facts.version, sha256: facts.sha256 },
    exclude: [],
    only: [],
    now: '2026-01-01T00:00:00.000Z',
    fixedTime: '2026-01-01T00:00:00.000Z',
  });
  return renderAll(report, root, render ? rendered : ['json']);
}

async function renderAll(
  report: Report,
  _root: string,
  names: readonly FormatName[],
): Promise<Readonly<Record<string, string>>> {
  const means: ReporterMeans = {
    rules: [{ id: 'all-is-told', title: 'All is told.', defaultLevel: 'error', readme: () => '' }],
    color: false,
    width: 100,
    showWaived: true,
    failOn: 'error',
    noticeUsages: usages,
    licenseOf: (id) => describeLicense(known, id),
  };
  const outputs: Record<string, string> = {};
  for (const name of names) outputs[name] = [...(await formats[name]()).render(report, means)].join('');
  return outputs;
}

const loudPolicy: BoundPolicy = {
  names: ['loud'],
  sha256: '0'.repeat(64),
  from: 'built-in',
  rules: [{ id: 'all-is-told', title: 'All is told.', subject: 'component', level: 'error', check: tellAll }],
  curations: [],
  waivers: [],
  exclude: [],
  usage: () => null,
  unitPin: () => null,
  judge({ license: { concluded } }) {
    const expression = concluded.is === 'expression' ? concluded.expression : null;
    return {
      is: 'unknown',
      effective: expression,
      class: expression === null ? null : classOf(classes, expression),
      leaves: [],
      because: 'Everything is told.',
    };
  },
};

function* tellAll(component: JudgedComponent): Iterable<Violation> {
  const { ref, name, source, requested, purl, license, occurrences } = component;
  const all = occurrences
    .slice(0, 5)
    .map(({ text, address, claimed }) => [text, address, claimed ?? ''].join(' '));
  const told = [ref, name, source, requested, purl, license.concluded.because, ...all];
  yield {
    message: `It is ${told.map((item) => (item ?? '').slice(0, 5000)).join(' / ')}.`,
    remedy: `Look at ${name.slice(0, 5000)}.`,
    locations: nonEmpty(occurrences.map(placeInRepository)),
  };
}
