import type { LicenseEvidence, Report, ReportComponent, Scope, Usage } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { type ComponentSketch, reportWith } from '@fineprint/core/testkit';
import { formats, type ReporterMeans } from '@fineprint/report';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spdx3Errors, spdxErrors, tagValueErrors } from './spdx-errors.ts';
import { readTagValue } from './spdx-tag-value.ts';

const means: ReporterMeans = {
  rules: [],
  source: () => null,
  color: false,
  width: 80,
  showWaived: false,
  noticeUsages: [],
  licenseOf: (id) =>
    id === 'LicenseRef-Own' ? { name: 'Own', url: 'https://example.org/own', text: null } : null,
};

async function render(report: Report, format: 'spdx' | 'spdx-tag-value' | 'spdx-3'): Promise<string> {
  return [...(await formats[format]()).render(report, means)].join('');
}

/** The three documents of a report, which are valid. */
async function written(report: Report) {
  const json = await render(report, 'spdx');
  const tags = await render(report, 'spdx-tag-value');
  const linked = await render(report, 'spdx-3');
  expect([spdxErrors(json), tagValueErrors(tags), spdx3Errors(linked)]).toEqual([[], [], []]);
  return { json: JSON.parse(json), tags: readTagValue(tags), graph: JSON.parse(linked)['@graph'] };
}

type Parts = Partial<ReportComponent>;

/** What stands of one component in each version. */
async function component(
  sketch: Omit<ComponentSketch, 'key'>,
  parts: Parts = {},
  texts: Report['texts'] = {},
) {
  const report = reportWith([{ key: 'tool:x', version: '1.0.0', ...sketch }]);
  const components = report.components.map((each) => ({ ...each, ...parts }));
  const { json, graph } = await written({ ...report, components, texts });
  const [, inJson] = json.packages;
  const inGraph = graph.filter(({ type }: { type: string }) => type === 'software_Package')[1];
  const concluded = graph.filter(
    ({ relationshipType, from }: { relationshipType?: string; from?: string }) =>
      relationshipType === 'hasConcludedLicense' && from === inGraph.spdxId,
  );
  return { json: inJson, graph: inGraph, concluded: concluded[0], own: json.hasExtractedLicensingInfos };
}

describe('both serialisations of 2.3 say the same', () => {
  test('of a report with all that they have', async () => {
    const { json, tags } = await written(wholeReport());
    const { creationInfo, SPDXID, ...rest } = json;
    const { created, creators, ...read } = tags;
    expect({ SPDXID, ...rest }).toEqual(read);
    expect(creationInfo).toEqual({ created, creators });
  });
});

/** Units, edges of each phase, own licences with and without text, sums. */
function wholeReport(): Report {
  const text = 'a'.repeat(64);
  const found: LicenseEvidence = {
    expression: 'LicenseRef-Found',
    covers: 'artifact',
    method: 'file-text',
    acknowledgement: 'observed',
    source: 'LICENSE',
    verified: true,
    confidence: 1,
    text,
  };
  const report = reportWith([
    { key: 'tool:build', version: '1', license: 'MIT OR Apache-2.0', effective: 'MIT' },
    { key: 'tool:found', version: '2', license: 'LicenseRef-Found', evidence: [found] },
    { key: 'tool:own', version: '3', license: 'LicenseRef-Own AND MIT', declared: 'MIT' },
    { key: 'tool:lost', version: null, requested: '~> 1.0', license: 'NOASSERTION', pin: 'range' },
  ]);
  const [build, ...others] = report.components;
  if (build === undefined) throw new Error('There is a first component.');
  const unit = { ref: 'unit:root:.', kind: 'root', path: '.', owners: ['@team'] };
  return {
    ...report,
    root: { name: 'shop', commit: 'c'.repeat(40), remote: 'git@github.com:acme/shop.git' },
    units: [unit, { ref: 'unit:part:a b', kind: 'part', path: 'a b', owners: [] }],
    components: [
      { ...build, type: 'operating-system', hashes: [`sha256:${'b'.repeat(64)}`, 'h1:x'] },
      ...others,
    ],
    dependencies: [
      { ref: 'tool:build@1', dependsOn: ['tool:found@2'], complete: false },
      { ref: 'tool:found@2', dependsOn: [], complete: true },
      { ref: 'tool:own@3', dependsOn: [], complete: false },
      { ref: unit.ref, dependsOn: ['tool:build@1', 'tool:own@3'], complete: true },
    ],
    texts: { [text]: 'Line one.\n\n  Line two.' },
  };
}

describe('a component', () => {
  test('has its purl, its version and where it can be had', async () => {
    const commit = 'd'.repeat(40);
    const { json, graph } = await component(
      { commit, version: null, pin: 'commit' },
      { purl: `pkg:github/acme/x@${commit}#sub/dir`, source: 'https://github.com/acme/x' },
    );
    const place = `git+https://github.com/acme/x@${commit}#sub/dir`;
    expect(json).toMatchObject({ versionInfo: commit, downloadLocation: place, supplier: 'NOASSERTION' });
    expect(json.externalRefs).toEqual([
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:github/acme/x@${commit}#sub/dir`,
      },
    ]);
    expect(graph).toMatchObject({ software_packageVersion: commit, software_downloadLocation: place });
    expect(graph.externalIdentifier).toMatchObject([{ externalIdentifierType: 'packageUrl' }]);
  });

  test.each<[string, Parts, string]>([
    [
      'a tag',
      { purl: 'pkg:github/a/x@v1', pin: 'tag', requested: 'v1', version: null },
      'git+https://github.com/a/x@v1',
    ],
    [
      'a branch',
      { purl: 'pkg:github/a/x@main', pin: 'branch', requested: 'main', version: null },
      'NOASSERTION',
    ],
    ['a registry', { purl: 'pkg:npm/x@1.0.0' }, 'NOASSERTION'],
    [
      'a file',
      { purl: 'pkg:generic/x?download_url=https%3A%2F%2Fa.example%2Fx.tgz' },
      'https://a.example/x.tgz',
    ],
    ['a variable', { purl: 'pkg:generic/x?download_url=https%3A%2F%2Fa.example%2F%24OS.tgz' }, 'NOASSERTION'],
    ['a password', { purl: 'pkg:generic/x?download_url=https%3A%2F%2Fu%3Ap%40a.example%2Fx' }, 'NOASSERTION'],
    ['a script', { purl: 'pkg:generic/x?download_url=javascript%3Aalert(1)' }, 'NOASSERTION'],
    ['nothing', { purl: null }, 'NOASSERTION'],
  ])('can be had from %s', async (_, parts, place) => {
    const { json } = await component({}, { source: 'https://github.com/a/x', ...parts });
    expect(json.downloadLocation).toBe(place);
  });

  test('keeps sums whose algorithm SPDX knows as checksums, and the others in words', async () => {
    const sums = [`sha256:${'a'.repeat(64)}`, `sha512:${'b'.repeat(128)}`, 'sha256:short', 'h1:abc='];
    const { json, graph } = await component({}, { hashes: sums });
    expect(json.checksums).toEqual([
      { algorithm: 'SHA256', checksumValue: 'a'.repeat(64) },
      { algorithm: 'SHA512', checksumValue: 'b'.repeat(128) },
    ]);
    expect(graph.verifiedUsing).toMatchObject([{ algorithm: 'sha256' }, { algorithm: 'sha512' }]);
    expect(json.annotations[0].comment).toContain('fineprint:hash=sha256:short\nfineprint:hash=h1:abc=');
  });

  test('an image is summed by its digest, a chart is not', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect((await component({ digest }, { type: 'container' })).json.checksums).toHaveLength(1);
    expect((await component({ digest })).json.checksums).toBeUndefined();
  });

  test('a constraint is no version', async () => {
    const { json } = await component({ version: null, requested: '~> 1.0', pin: 'range' });
    expect(json.versionInfo).toBeUndefined();
    expect(json.annotations[0].comment).toContain('fineprint:requested=~> 1.0');
  });

  test('a purl of a proposed type stands where there is no other', async () => {
    const proposedPurl = 'pkg:helm/x@1.0.0';
    const { json } = await component({}, { purl: null, proposedPurl });
    expect(json.externalRefs[0].referenceLocator).toBe(proposedPurl);
    const both = await component({}, { purl: 'pkg:generic/x@1.0.0', proposedPurl });
    expect(both.json.externalRefs).toHaveLength(1);
    expect(both.json.annotations[0].comment).toContain(`fineprint:proposedPurl=${proposedPurl}`);
  });

  test('an operating system is one in the words of each version', async () => {
    const { json, graph } = await component({}, { type: 'operating-system' });
    expect([json.primaryPackagePurpose, graph.software_primaryPurpose]).toEqual([
      'OPERATING_SYSTEM',
      'operatingSystem',
    ]);
    const platform = await component({}, { type: 'platform' });
    expect([platform.json.primaryPackagePurpose, platform.graph.software_primaryPurpose]).toEqual([
      'OTHER',
      'platform',
    ]);
  });
});

describe('a licence', () => {
  test.each([
    ['MIT', 'MIT'],
    ['NONE', 'NONE'],
    ['NOASSERTION', 'NOASSERTION'],
    ['GPL-2.0', 'GPL-2.0-only'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['MIT OR GPL-2.0-only WITH Classpath-exception-2.0', 'MIT OR GPL-2.0-only WITH Classpath-exception-2.0'],
    ['LicenseRef-Own WITH Classpath-exception-2.0', 'LicenseRef-Own WITH Classpath-exception-2.0'],
  ])('%s is written %s', async (license, expected) => {
    const { json } = await component({ license });
    expect(json).toMatchObject({ licenseConcluded: expected, licenseDeclared: 'NOASSERTION' });
  });

  test.each([
    'GPL-2.0-only WITH AdditionRef-x',
    'DocumentRef-other:LicenseRef-x',
    'MIT AND (ISC OR DocumentRef-other:LicenseRef-x)',
    'all rights reserved',
    'LicenseRef-<script>',
  ])('%s, which 2.3 has no words for, is defined in the document', async (license) => {
    const { json, own, concluded } = await component({ license });
    expect(own).toHaveLength(1);
    expect(json.licenseConcluded).toContain(own[0].licenseId);
    expect(own[0].extractedText).toMatch(/^These words name the licence: /);
    expect(concluded.to).toHaveLength(1);
  });

  test('on no list has the text that was found, else the place where it stands', async () => {
    const text = 'a'.repeat(64);
    const evidence: LicenseEvidence = {
      expression: 'LicenseRef-Own',
      covers: 'artifact',
      method: 'file-text',
      acknowledgement: 'observed',
      source: 'LICENSE',
      verified: true,
      confidence: 1,
      text,
    };
    const found = await component(
      { license: 'LicenseRef-Own', evidence: [evidence] },
      {},
      { [text]: 'Mine.' },
    );
    expect(found.own).toEqual([
      {
        licenseId: 'LicenseRef-Own',
        extractedText: 'Mine.',
        name: 'Own',
        seeAlsos: ['https://example.org/own'],
      },
    ]);
    const known = await component({ license: 'LicenseRef-Own' });
    expect(known.own[0].extractedText).toBe(
      'Own. The text of the licence can be read at https://example.org/own',
    );
    const lost = await component({ license: 'LicenseRef-Lost' });
    expect(lost.own).toEqual([
      {
        licenseId: 'LicenseRef-Lost',
        extractedText: 'LicenseRef-Lost. The text of the licence was not found.',
      },
    ]);
  });

  test('says why it was concluded, and which branch the policy takes', async () => {
    const { json, concluded } = await component({
      license: 'MIT OR GPL-3.0-only',
      effective: 'MIT',
      declared: 'ISC',
    });
    const comment = 'A fact says so.\nOf the choice that the licence gives, the policy takes MIT.';
    expect(json).toMatchObject({
      licenseConcluded: 'MIT OR GPL-3.0-only',
      licenseDeclared: 'ISC',
      licenseComments: comment,
    });
    expect(concluded.comment).toBe(comment);
  });
});

test('the tree of the whole report in both versions', async () => {
  const { json, graph } = await written(wholeReport());
  const short = (id: string) =>
    id
      .replace(/^.*#/, '')
      .replace(/^SPDXRef-/, '')
      .replace(/-[0-9a-f]{32}(?=-|$)/, '');
  const told = json.relationships.map(
    (each: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }) =>
      `${short(each.spdxElementId)} ${each.relationshipType} ${short(each.relatedSpdxElement)}`,
  );
  expect(told).toEqual([
    'DOCUMENT DESCRIBES DocumentRoot',
    'DocumentRoot CONTAINS unit-root',
    'DocumentRoot CONTAINS unit-part-a-b',
    'tool-lost-1.0 BUILD_DEPENDENCY_OF DocumentRoot',
    'tool-build-1 DEPENDS_ON tool-found-2',
    'tool-build-1 DEPENDS_ON NOASSERTION',
    'tool-found-2 DEPENDS_ON NONE',
    'tool-own-3 DEPENDS_ON NOASSERTION',
    'tool-build-1 BUILD_DEPENDENCY_OF unit-root',
    'tool-own-3 BUILD_DEPENDENCY_OF unit-root',
  ]);
  const edges = graph.filter(({ completeness }: { completeness?: string }) => completeness !== undefined);
  expect(
    edges.map(
      (each: {
        from: string;
        relationshipType: string;
        to: string[];
        scope?: string;
        completeness: string;
      }) =>
        [
          short(each.from),
          each.relationshipType,
          each.scope ?? '-',
          each.to.map(short).join(' '),
          each.completeness,
        ].join(' '),
    ),
  ).toEqual([
    'DocumentRoot contains - unit-root unit-part-a-b noAssertion',
    'DocumentRoot dependsOn build tool-lost-1.0 noAssertion',
    'tool-build-1 dependsOn - tool-found-2 incomplete',
    'tool-found-2 dependsOn - https://spdx.org/rdf/3.0.1/terms/Core/NoneElement complete',
    'tool-own-3 dependsOn - https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement incomplete',
    'unit-root dependsOn build tool-build-1 tool-own-3 complete',
  ]);
});

test('one component is needed by each unit in the phase of that unit', async () => {
  const { components, ...report } = reportWith([{ key: 'tool:x', version: '1' }]);
  const shared = components.map((each): ReportComponent => {
    const [first] = each.occurrences;
    const at = (unit: string, usage: Usage, scope: Scope) => ({ ...first, unit, usage, scope });
    const places = [
      at('unit:a:a', 'deployed', 'optional'),
      at('unit:b:b', 'development', 'excluded'),
    ] as const;
    return {
      ...each,
      usage: 'deployed',
      scope: 'required',
      occurrences: [at('unit:c:c', 'deployed', 'required'), ...places],
    };
  });
  const units = ['a', 'b', 'c'].map((name) => ({
    ref: `unit:${name}:${name}`,
    kind: name,
    path: name,
    owners: [],
  }));
  const dependencies = units.map(({ ref }) => ({ ref, dependsOn: ['tool:x@1'] }));
  const { json, graph } = await written({ ...report, units, dependencies, components: shared });
  const types = json.relationships.map(
    ({ relationshipType }: { relationshipType: string }) => relationshipType,
  );
  expect(types.slice(4)).toEqual(['OPTIONAL_DEPENDENCY_OF', 'DEV_DEPENDENCY_OF', 'DEPENDS_ON']);
  const scoped = graph.filter(({ scope }: { scope?: string }) => scope !== undefined);
  expect(
    scoped.map(
      (each: { relationshipType: string; scope: string }) => `${each.relationshipType} ${each.scope}`,
    ),
  ).toEqual(['hasOptionalDependency runtime', 'dependsOn development', 'dependsOn runtime']);
});

test('the repository can be had at its commit, a unit is a directory in it', async () => {
  const { json } = await written(wholeReport());
  const commit = 'c'.repeat(40);
  const [root, whole, part] = json.packages;
  expect(root).toMatchObject({ name: 'shop', versionInfo: commit, primaryPackagePurpose: 'SOURCE' });
  expect(root.downloadLocation).toBe(`git+ssh://github.com/acme/shop.git@${commit}`);
  expect(whole).toMatchObject({ name: 'shop', packageFileName: './', versionInfo: commit });
  expect(part).toMatchObject({ name: 'a b', packageFileName: './a b', downloadLocation: 'NOASSERTION' });
});

test('two documents of one scan have one namespace, of another scan or version another', async () => {
  const report = wholeReport();
  const { json, tags, graph } = await written(report);
  expect(tags.documentNamespace).toBe(json.documentNamespace);
  expect(json.documentNamespace).toMatch(
    /^https:\/\/spdx\.org\/spdxdocs\/shop-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(graph[1].spdxId.startsWith(json.documentNamespace)).toBe(false);
  const other = await written({ ...report, texts: {} });
  expect(other.json.documentNamespace).not.toBe(json.documentNamespace);
});

test.each([
  ['Person: x', '\\x50erson: x'],
  ['SHA1: ab', '\\x53HA1: ab'],
  ['2010-01-29T18:30:22Z', '\\x32010-01-29T18:30:22Z'],
  ['PackageName', '\\x50ackageName'],
  ['NONE', '\\x4eONE'],
  ['PackageNames', 'PackageNames'],
  ['Person x', 'Person x'],
])('the name %s is no token for those who read tags and values', async (name, expected) => {
  const { components, ...report } = reportWith([{ key: 'tool:x' }]);
  const named = components.map((each) => ({ ...each, name }));
  const { json, tags } = await written({ ...report, components: named });
  expect([json.packages[1].name, tags.packages[1]?.name]).toEqual([name, expected]);
});

test('an incomplete scan, and what is left out, is said', async () => {
  const report = reportWith([{ key: 'tool:x' }], [{ digit: '1' }]);
  const { json, graph } = await written({ ...report, complete: false });
  expect(json.comment).toContain('The scan is incomplete');
  expect(json.comment).toContain('Not in this document: 1 finding, the evidence for each licence');
  expect(graph).toContainEqual(expect.objectContaining({ type: 'SpdxDocument', comment: json.comment }));
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '</text>',
    'a\n</text>\nPackageName: evil\n',
    '<text>',
    '<TEXT>x',
    'a\r\nSPDXID: SPDXRef-evil',
    '\ud800',
    '\ud801',
    '__proto__',
    ' a ',
    '\u2028',
    '::error::x',
    'NOASSERTION',
    '',
  ),
);
const licenseText = fc.oneof(
  hostile,
  fc.constantFrom('MIT', 'NONE', 'GPL-2.0+', 'LicenseRef-a', 'LicenseRef-a OR MIT', 'MIT WITH AdditionRef-a'),
);
const sketch = fc.record({
  name: hostile,
  version: fc.option(hostile),
  requested: fc.option(hostile),
  source: fc.option(fc.oneof(hostile, fc.webUrl())),
  supplier: fc.option(hostile),
  purl: fc.option(
    fc.oneof(
      hostile,
      fc.webUrl().map((url) => `pkg:generic/x?download_url=${url}`),
    ),
  ),
  proposedPurl: fc.option(hostile),
  type: fc.oneof(hostile, fc.constantFrom('container', 'file', 'library', 'platform', 'toString')),
  digest: fc.option(fc.oneof(hostile, fc.constant(`sha256:${'a'.repeat(64)}`))),
  hashes: fc.array(hostile, { maxLength: 3 }),
  path: hostile,
  because: hostile,
  declared: fc.option(licenseText),
  concluded: fc.option(licenseText),
  text: hostile,
});

/** A report in which every text may be anything. */
const anyReport = fc
  .record({
    root: fc.record({
      name: hostile,
      commit: fc.option(hostile),
      remote: fc.option(fc.oneof(hostile, fc.webUrl())),
    }),
    asOf: fc.oneof(hostile, fc.constant('2026-01-01T00:00:00.123Z')),
    sketches: fc.uniqueArray(sketch, { selector: ({ name }) => name, maxLength: 4 }),
    units: fc.uniqueArray(hostile, { maxLength: 3 }),
  })
  .map(({ root, asOf, sketches, units }) => {
    const texts = Object.fromEntries(sketches.map(({ text }, place) => [`${place}`.padEnd(64, '0'), text]));
    const base = reportWith(
      sketches.map((_, place) => ({ key: `tool:${place}` })),
      [],
      { asOf },
    );
    const components = base.components.flatMap((component, place): readonly ReportComponent[] => {
      const found = sketches[place];
      if (found === undefined) return [];
      const { because, declared, concluded: expression, path, text: _, ...fields } = found;
      const { license, occurrences } = component;
      const evidence: LicenseEvidence[] = [
        {
          expression: 'LicenseRef-a',
          covers: 'artifact',
          method: 'file-text',
          acknowledgement: 'observed',
          source: '',
          verified: true,
          confidence: 1,
          text: `${place}`.padEnd(64, '0'),
        },
      ];
      const concluded = { ...license.concluded, because, expression, evidence };
      return [
        {
          ...component,
          ...fields,
          ref: `tool:${found.name}`,
          license: { ...license, declared, concluded },
          occurrences: [{ ...occurrences[0], path }],
        },
      ];
    });
    return {
      ...base,
      root,
      texts,
      components,
      units: units.map((path) => ({ ref: `unit:x:${path}`, kind: 'x', path, owners: [path] })),
      dependencies: [
        ...units.map((path) => ({
          ref: `unit:x:${path}`,
          dependsOn: components.map(({ ref }) => ref),
          complete: true,
        })),
        ...components.map(({ ref }) => ({ ref, dependsOn: [], complete: false })),
      ],
    };
  });

describe('whatever a report holds', () => {
  test('the documents are valid, and read as the same packages', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, async (report) => {
        const { json, tags, graph } = await written(report);
        const namesOf = (packages: readonly { readonly [field: string]: unknown }[]) =>
          packages.map(({ name }) => name);
        const named = graph.filter(({ type }: { type: string }) => type === 'software_Package');
        expect(json.packages).toHaveLength(1 + report.units.length + report.components.length);
        expect(namesOf(named)).toEqual(namesOf(json.packages));
        const unmarked = namesOf(json.packages).map((name) => {
          const escaped = name === 'NOASSERTION' ? '\\x4eOASSERTION' : String(name);
          return escaped.replace(/<(?=\/?text>)/gi, '&lt;');
        });
        expect(namesOf(tags.packages)).toEqual(unmarked);
        expect(tags.relationships).toEqual(json.relationships);
      }),
      { numRuns: 150 },
    );
  });

  test('a report that was read back is written as the same documents', async () => {
    const report = wholeReport();
    const again = readReport(JSON.stringify(report));
    for (const format of ['spdx', 'spdx-tag-value', 'spdx-3'] as const)
      expect(await render(again, format)).toBe(await render(report, format));
  });
});
