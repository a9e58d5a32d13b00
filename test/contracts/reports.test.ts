import { join } from 'node:path';
import {
  compareSides,
  type Discovered,
  discover,
  judgeAgain,
  openReadCache,
  printable,
  problemEffects,
  type Report,
  type ScanMeans,
  scan,
  scanDiscovered,
  sideOf,
  usages,
  withoutCommands,
  writeReport,
} from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { readCycloneDxSide } from '@fineprint/extractors/sbom';
import { describeLicense } from '@fineprint/licenses';
import {
  formats,
  groupings,
  type KnownLicense,
  licenseFormats,
  type ReporterMeans,
  shippedUsages,
} from '@fineprint/report';
import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import { askedBy } from '../../packages/cli/src/asked-by.ts';
import { known } from '../../packages/cli/src/known-licenses.ts';
import { ruleDescriptions } from '../../packages/cli/src/render.ts';
import { scanMeans } from '../../packages/cli/src/run-scan.ts';
import {
  contentLockJsonSchema,
  reportJsonSchema,
  reportLineJsonSchema,
} from '../../packages/core/build-schema.ts';
import { gitlabErrors, junitErrors, ndjsonErrors } from './findings-schemas.ts';
import { cyclonedxErrors, cyclonedxXmlErrors, reportErrors, sarifErrors } from './official-schemas.ts';
import { pictureOf } from './picture.ts';
import { foldersIn, read, root } from './sources.ts';
import { spdx3Errors, spdxErrors, tagValueErrors } from './spdx-errors.ts';

const means: ReporterMeans = {
  rules: ruleDescriptions,
  color: false,
  width: Number.POSITIVE_INFINITY,
  showWaived: true,
  failOn: 'error',
  noticeUsages: usages,
  licenseOf: (id) => describeLicense(known, id),
};
const request = {
  policies: [],
  exclude: [],
  only: [],
  cache: null,
  env: { SOURCE_DATE_EPOCH: '1790000000' },
};

const formatNames = Object.keys(formats) as readonly (keyof typeof formats)[];

async function render(report: Report, format: keyof typeof formats): Promise<string> {
  return [...(await formats[format]()).render(report, means)].join('');
}

test('the published schema of json-1 is the one that the reader holds reports to', () => {
  expect(read('packages/core/schema/report-1.schema.json')).toBe(reportJsonSchema());
  expect(read('packages/core/schema/report-lines-1.schema.json')).toBe(reportLineJsonSchema());
  expect(read('packages/core/schema/fineprint-lock-1.schema.json')).toBe(contentLockJsonSchema());
});

test.each(foldersIn('test/repos'))(
  '%s: the JUnit report is valid by the schema of its reader',
  async (name) => {
    const { report } = await scanOf(`test/repos/${name}`);
    expect(await junitErrors(await render(report, 'junit'))).toEqual([]);
    expect(await junitErrors(await render({ ...report, findings: [], complete: false }, 'junit'))).toEqual(
      [],
    );
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 100 }), 200);
    const [finding] = report.findings;
    const odd = texts.flatMap((text) => (finding ? [{ ...finding, rule: text, message: text }] : []));
    expect(await junitErrors(await render({ ...report, findings: odd }, 'junit'))).toEqual([]);
  },
);

test.each(foldersIn('test/repos'))('%s: the reports for people are the golden ones', async (name) => {
  const { report } = await scanOf(`test/repos/${name}`);
  const text = [...(await formats.text()).render(withoutGit(report), means)].join('');
  await expect(text).toMatchFileSnapshot(join(root, 'test/golden', name, 'report.txt'));
  const markdown = [...(await formats.markdown()).render(withoutGit(report), means)].join('');
  await expect(markdown).toMatchFileSnapshot(join(root, 'test/golden', name, 'report.md'));
});

/** Full texts would be thousands of lines: each is cut after its first. */
function shortened(id: string): KnownLicense | null {
  const described = describeLicense(known, id);
  return described && { ...described, text: described.text?.split('\n', 1)[0]?.concat('\n…') ?? null };
}

test.each(foldersIn('test/repos'))(
  '%s: the licence table and the notice are the golden ones',
  async (name) => {
    const report = withoutGit((await scanOf(`test/repos/${name}`)).report);
    const golden = (file: string) => join(root, 'test/golden', name, file);
    const table = await licenseFormats.text();
    const asking = { ...means, askedOf: askedBy(known) };
    for (const by of groupings)
      await expect([...table(report, by, asking)].join('')).toMatchFileSnapshot(
        golden(`licenses-by-${by}.txt`),
      );
    const look = { ...means, noticeUsages: shippedUsages, licenseOf: shortened };
    const text = [...(await formats.notice()).render(report, look)].join('');
    await expect(text).toMatchFileSnapshot(golden('notice.txt'));
  },
);

const cyclonedxFormats = ['cyclonedx-1.4', 'cyclonedx-1.5', 'cyclonedx', 'cyclonedx-1.7'] as const;

const trees = [
  ...foldersIn('test/repos').map((name) => `test/repos/${name}`),
  ...foldersIn('packages/extractors/src').flatMap((id) => {
    const fixtures = `packages/extractors/src/${id}/fixtures`;
    return foldersIn(fixtures).map((name) => `${fixtures}/${name}/repo`);
  }),
];

/** The report of a tree, with what it is made of and by. */
interface ScannedTree {
  readonly report: Report;
  readonly found: Discovered;
  readonly own: ScanMeans;
}

const scannedTrees = new Map<string, Promise<ScannedTree>>();

/** The scan of a tree, which is made when it is asked for first. */
function scanOf(tree: string): Promise<ScannedTree> {
  const known = scannedTrees.get(tree) ?? scanTree(join(root, tree));
  scannedTrees.set(tree, known);
  return known;
}

async function scanTree(path: string): Promise<ScannedTree> {
  const { means: own } = await scanMeans(path, request);
  const found = discover(path, {});
  return { report: await scanDiscovered(found, own), found, own };
}

describe.each(trees)('%s', (tree) => {
  const path = join(root, tree);

  test('the order of the files changes no byte of any report', async () => {
    const { report, found, own } = await scanOf(tree);
    const odd = (_: unknown, index: number) => index % 2 === 1;
    const even = (_: unknown, index: number) => index % 2 === 0;
    const { files } = found;
    const turned = await scanDiscovered({ ...found, files: files.toReversed() }, own);
    for (const format of formatNames)
      expect(await render(turned, format), format).toBe(await render(report, format));
    // No reporter knows of files what the report does not say, down to the order of its fields.
    const order = [...files.filter(odd), ...files.filter(even)];
    expect(JSON.stringify(await scanDiscovered({ ...found, files: order }, own))).toBe(
      JSON.stringify(report),
    );
  });

  test('its lists are sorted by what identifies their items', async () => {
    const { components, units, dependencies } = (await scanOf(tree)).report;
    for (const refs of [
      components.map(({ ref }) => ref),
      units.map(({ ref }) => ref),
      dependencies.map(({ ref }) => ref),
      ...dependencies.map(({ dependsOn }) => dependsOn),
    ])
      expect(refs).toEqual([...new Set(refs)].sort());
  });

  test('a warm cache changes no byte of the report', async () => {
    const { report, own } = await scanOf(tree);
    const cold = openReadCache(null, 'build', Date.now());
    const first = await scan(path, { ...own, cache: cold });
    const warm = openReadCache(cold.dump(), 'build', Date.now());
    const second = await scan(path, { ...own, cache: warm });
    expect(warm.dump(), 'every reading came from the cache').toBeNull();
    expect(writeReport(second)).toBe(writeReport(first));
    expect(writeReport(first)).toBe(writeReport(report));
  });

  test('coverage adds up', async () => {
    const { report } = await scanOf(tree);
    const { coverage, problems, components } = report;
    const { seen, resolved, licensed, pinned } = coverage.references;
    expect(seen).toBe(components.flatMap(({ occurrences }) => occurrences).length);
    expect(Math.max(resolved, licensed, pinned)).toBeLessThanOrEqual(seen);
    expect(seen - resolved).toBe(problems.filter(({ code }) => problemEffects[code] === 'unresolved').length);
    expect(coverage.files.claimed).toBeLessThanOrEqual(coverage.files.seen);
    expect(coverage.files.read).toBeLessThanOrEqual(coverage.files.claimed);
    const table = [...(await licenseFormats.json())(report, 'class', { ...means, askedOf: () => [] })].join(
      '',
    );
    const rows: readonly { class: string; components: number; places: number }[] = JSON.parse(table).rows;
    const total = (of: typeof rows, field: 'components' | 'places') =>
      of.reduce((sum, row) => sum + row[field], 0);
    expect([total(rows, 'components'), total(rows, 'places')]).toEqual([components.length, seen]);
    const known = rows.filter((row) => row.class !== 'none' && row.class !== 'unknown');
    expect(total(known, 'places')).toBe(licensed);
    const notice = await render(report, 'notice');
    expect(
      components.filter(({ name }) => !notice.includes(`- ${withoutCommands(printable(name))}`)),
    ).toEqual([]);
  });

  test('purls are canonical, and name no version that is not known', async () => {
    const { components } = (await scanOf(tree)).report;
    const purls = components.flatMap(({ purl, proposedPurl, pin }) =>
      [purl, proposedPurl].flatMap((text) => (text === null ? [] : [{ text, pin }])),
    );
    for (const { text, pin } of purls) {
      const parsed = PackageURL.fromString(text);
      expect(parsed.toString(), text).toBe(text);
      expect(pin === null && /[{$]/.test(parsed.version ?? ''), text).toBe(false);
    }
  });

  test('a report that was read back is written as the same bytes', async () => {
    const written = writeReport((await scanOf(tree)).report);
    expect(writeReport(readReport(written))).toBe(written);
  });

  test('a stored report that is judged again by the same policy is the same bytes', async () => {
    const { report, own } = await scanOf(tree);
    const written = writeReport(report);
    const judging = { ...own, kinds: new Map(own.kinds.map((kind) => [kind.id, kind])), baseline: null };
    expect(writeReport(judgeAgain(readReport(written), judging))).toBe(written);
  });

  test('an SBOM in any version says of its components what the report says', async () => {
    const { report } = await scanOf(tree);
    for (const format of cyclonedxFormats) {
      const sbom = readCycloneDxSide(await render(report, format));
      const { added, removed, changed } = compareSides(sideOf(report), sbom);
      expect({ added, removed, changed }, format).toEqual({ added: [], removed: [], changed: [] });
    }
  });

  test('each document is valid by the schema of its format', async () => {
    const { report } = await scanOf(tree);
    expect(reportErrors(writeReport(report))).toEqual([]);
    for (const format of cyclonedxFormats)
      expect(cyclonedxErrors(await render(report, format)), format).toEqual([]);
    expect(sarifErrors(await render(report, 'sarif'))).toEqual([]);
    expect(spdxErrors(await render(report, 'spdx'))).toEqual([]);
    expect(tagValueErrors(await render(report, 'spdx-tag-value'))).toEqual([]);
    expect(spdx3Errors(await render(report, 'spdx-3'))).toEqual([]);
    expect(gitlabErrors(await render(report, 'gitlab'))).toEqual([]);
    expect(ndjsonErrors(await render(report, 'ndjson'))).toEqual([]);
  });
});

test('each SBOM in XML is valid by the schema', async () => {
  const documents: Record<string, string> = {};
  for (const tree of trees)
    documents[`${tree.replaceAll('/', '_')}.xml`] = await render(
      (await scanOf(tree)).report,
      'cyclonedx-xml',
    );
  expect(await cyclonedxXmlErrors(documents)).toEqual([]);
});

test('a registry that a name does not say is told to be assumed', async () => {
  const { report } = await scanOf('packages/extractors/src/dockerfile/fixtures/registries/repo');
  const assumed = report.components.map(({ key, assumedSource }) => [key, assumedSource]);
  expect(Object.fromEntries(assumed)).toMatchObject({
    'container-image:docker.io/library/redis': 'docker.io',
    'container-image:docker.io/library/alpine': undefined,
    'container-image:quay.io/prometheus/node-exporter': undefined,
  });
  const { components } = JSON.parse(await render(report, 'cyclonedx'));
  const properties = components.flatMap((each: { properties: readonly object[] }) => each.properties);
  expect(properties).toContainEqual({ name: 'fineprint:assumedSource', value: 'docker.io' });
});

test('the picture in the README is the report of the sample, but for four of its rules', async () => {
  const { report } = await scanOf('test/repos/harbour');
  const look = { ...means, color: true, width: 110 };
  const shown = [...(await formats.text()).render(withoutGit(report), look)].join('');
  const leftOut = /image-tag-floating|license-unknown|component-end-of-life|upstream-archived/;
  const blocks = shown.split('\n\n').filter((block) => !leftOut.test(block));
  const picture = pictureOf(blocks.join('\n\n'));
  await expect(picture).toMatchFileSnapshot(join(root, 'test/golden/harbour/report.svg'));
  expect(read('README.md')).toContain('](test/golden/harbour/report.svg)');
});

/** A repository under test lies in this project's own: whose commit it is changes with every commit. */
function withoutGit(report: Report): Report {
  return { ...report, root: { ...report.root, commit: null, remote: null } };
}
