import type { ReportComponent, Scope, Usage } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { reportWith } from '@fineprint/core/testkit';
import { expect, test } from 'vitest';
import { tagValueErrors } from './spdx-errors.ts';
import { render, wholeReport, written } from './spdx-written.ts';

test('both serialisations of 2.3 say the same of a report with all that they have', async () => {
  const { json, tags } = await written(wholeReport());
  const { creationInfo, SPDXID, ...rest } = json;
  const { created, creators, ...read } = tags;
  expect({ SPDXID, ...rest }).toEqual(read);
  expect(creationInfo).toEqual({ created, creators });
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

test('no line is longer than those who read tags and values line by line can take', async () => {
  const { components, ...report } = reportWith([{ key: 'tool:x' }]);
  const because = `${'\u202e'.repeat(20_000)}${'ä'.repeat(20_000)}`;
  const long = components.map((each) => {
    return { ...each, license: { ...each.license, concluded: { ...each.license.concluded, because } } };
  });
  const text = await render({ ...report, components: long }, 'spdx-tag-value');
  expect(tagValueErrors(text)).toEqual([]);
  expect(Math.max(...text.split('\n').map((each) => Buffer.byteLength(each)))).toBeLessThan(65_536);
  expect(text.replaceAll('\n', '')).toContain(`${'\\u{202e}'.repeat(20_000)}${'ä'.repeat(20_000)}`);
});

test('an incomplete scan, and what is left out, is said', async () => {
  const report = reportWith([{ key: 'tool:x' }], [{ digit: '1' }]);
  const { json, graph } = await written({ ...report, complete: false });
  expect(json.comment).toContain('The scan is incomplete');
  expect(json.comment).toContain('Not in this document: 1 finding, the evidence for each licence');
  expect(graph).toContainEqual(expect.objectContaining({ type: 'SpdxDocument', comment: json.comment }));
});

test('a report that was read back is written as the same documents', async () => {
  const report = wholeReport();
  const again = readReport(JSON.stringify(report));
  for (const format of ['spdx', 'spdx-tag-value', 'spdx-3'] as const)
    expect(await render(again, format)).toBe(await render(report, format));
});
