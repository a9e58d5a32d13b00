import type { LicenseEvidence, Report, ReportComponent } from '@fineprint/core';
import { type ComponentSketch, reportWith } from '@fineprint/core/testkit';
import { describe, expect, test } from 'vitest';
import { written } from './spdx-written.ts';

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
