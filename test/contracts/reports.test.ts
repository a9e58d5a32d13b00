import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import {
  discover,
  openReadCache,
  problemEffects,
  type Report,
  scan,
  scanDiscovered,
  writeReport,
} from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { formats, type ReporterMeans } from '@fineprint/report';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { ruleDescriptions } from '../../packages/cli/src/render.ts';
import { scanMeans } from '../../packages/cli/src/run-scan.ts';
import { sourceReader } from '../../packages/cli/src/source-reader.ts';
import { reportJsonSchema } from '../../packages/core/build-schema.ts';
import { pictureOf } from './picture.ts';
import { foldersIn, read, root } from './sources.ts';

const means: ReporterMeans = {
  rules: ruleDescriptions,
  source: () => null,
  color: false,
  width: Number.POSITIVE_INFINITY,
  showWaived: true,
};
const request = {
  policies: [],
  exclude: [],
  only: [],
  cache: null,
  env: { SOURCE_DATE_EPOCH: '1790000000' },
};

async function render(report: Report, format: keyof typeof formats): Promise<string> {
  return [...(await formats[format]()).render(report, means)].join('');
}

test('the published schema of json-1 is the one that the reader holds reports to', () => {
  expect(read('packages/core/schema/report-1.schema.json')).toBe(reportJsonSchema());
});

describe.each(foldersIn('test/repos'))('%s', (name) => {
  const path = join(root, 'test/repos', name);

  test('the text report is the golden one', async () => {
    const { means: own } = await scanMeans(path, request);
    const report = await scan(path, own);
    const look = { ...means, source: sourceReader(path) };
    const text = [...(await formats.text()).render(withoutGit(report), look)].join('');
    await expect(text).toMatchFileSnapshot(join(root, 'test/golden', name, 'report.txt'));
  });

  test('the order of the files changes no byte of any report', async () => {
    const { means: own } = await scanMeans(path, request);
    const found = discover(path, {});
    const straight = await scanDiscovered(found, own);
    const shuffled = await scanDiscovered({ ...found, files: found.files.toReversed() }, own);
    for (const format of ['json', 'cyclonedx', 'sarif', 'text', 'markdown'] as const) {
      expect(await render(shuffled, format)).toBe(await render(straight, format));
    }
  });

  test('a warm cache changes no byte of the report', async () => {
    const { means: own } = await scanMeans(path, request);
    const cold = openReadCache(null, 'build', Date.now());
    const first = await scan(path, { ...own, cache: cold });
    const warm = openReadCache(cold.dump(), 'build', Date.now());
    const second = await scan(path, { ...own, cache: warm });
    expect(warm.dump(), 'every reading came from the cache').toBeNull();
    expect(writeReport(second)).toBe(writeReport(first));
    expect(writeReport(first)).toBe(writeReport(await scan(path, own)));
  });

  test('coverage adds up', async () => {
    const { means: own } = await scanMeans(path, request);
    const { coverage, problems, components } = await scan(path, own);
    const { seen, resolved, licensed, pinned } = coverage.references;
    expect(seen).toBe(components.flatMap(({ occurrences }) => occurrences).length);
    expect(Math.max(resolved, licensed, pinned)).toBeLessThanOrEqual(seen);
    expect(seen - resolved).toBe(problems.filter(({ code }) => problemEffects[code] === 'unresolved').length);
    expect(coverage.files.claimed).toBeLessThanOrEqual(coverage.files.seen);
    expect(coverage.files.read).toBeLessThanOrEqual(coverage.files.claimed);
  });

  test('a report that was read back is written as the same bytes', async () => {
    const { means: own } = await scanMeans(path, request);
    const written = writeReport(await scan(path, own));
    expect(writeReport(readReport(written))).toBe(written);
    const validate = new Ajv2020.default({ strict: false, allErrors: true }).compile(
      JSON.parse(reportJsonSchema()),
    );
    expect(validate(JSON.parse(written)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('the SBOM is valid CycloneDX 1.6 and the SARIF file valid SARIF 2.1.0', async () => {
    const { means: own } = await scanMeans(path, request);
    const report = await scan(path, own);
    expect(await cyclonedxErrors(await render(report, 'cyclonedx'))).toBeNull();
    expect(sarifErrors(await render(report, 'sarif'))).toEqual([]);
  });
});

test('the picture in the README is the report of the sample, but for two of its findings', async () => {
  const path = join(root, 'test/repos/harbour');
  const { means: own } = await scanMeans(path, request);
  const look = { ...means, source: sourceReader(path), color: true, width: 110 };
  const shown = [...(await formats.text()).render(withoutGit(await scan(path, own)), look)].join('');
  const blocks = shown.split('\n\n').filter((block) => !/image-tag-floating|license-unknown/.test(block));
  const picture = pictureOf(blocks.join('\n\n'));
  await expect(picture).toMatchFileSnapshot(join(root, 'test/golden/harbour/report.svg'));
  expect(read('README.md')).toContain('](test/golden/harbour/report.svg)');
});

/** A repository under test lies in this project's own: whose commit it is changes with every commit. */
function withoutGit(report: Report): Report {
  return { ...report, root: { ...report.root, commit: null, remote: null } };
}

async function cyclonedxErrors(document: string): Promise<unknown> {
  return new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(document);
}

function sarifErrors(document: string): readonly string[] {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The official schema is written in draft 4, whose `$schema` and `id` Ajv no longer knows; the rest is the same.
  const { $schema, id, ...schema } = JSON.parse(read('test/contracts/schemas/sarif-schema-2.1.0.json'));
  expect([$schema, id]).toEqual([
    'http://json-schema.org/draft-04/schema#',
    expect.stringContaining('sarif-schema-2.1.0.json'),
  ]);
  const validate = ajv.compile(schema);
  validate(JSON.parse(document));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
