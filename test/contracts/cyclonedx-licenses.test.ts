import type { LicenseEvidence } from '@fineprint/core';
import { type ComponentSketch, reportWith } from '@fineprint/core/testkit';
import { type FormatName, formats, type ReporterMeans } from '@fineprint/report';
import { expect, test } from 'vitest';
import { cyclonedxErrors } from './official-schemas.ts';

const text = 'a'.repeat(64);
const evidence: LicenseEvidence = {
  expression: 'MIT',
  covers: 'artifact',
  method: 'file-text',
  acknowledgement: 'observed',
  source: 'LICENSE',
  verified: true,
  confidence: 1,
};
const means: ReporterMeans = {
  rules: [],
  color: false,
  width: 80,
  showWaived: false,
  failOn: 'error',
  noticeUsages: [],
  licenseOf: (id) =>
    id === 'LicenseRef-Own' ? { name: 'Own', url: 'https://example.org/own', text: null } : null,
};

/** What stands of one component's licence in an SBOM, which is valid. */
async function written(
  sketch: Omit<ComponentSketch, 'key'>,
  texts: Readonly<Record<string, string>> = {},
  format: FormatName = 'cyclonedx',
) {
  const report = { ...reportWith([{ key: 'tool:x', version: '1.0.0', ...sketch }]), texts };
  const document = [...(await formats[format]()).render(report, means)].join('');
  expect(cyclonedxErrors(document)).toEqual([]);
  const [component] = JSON.parse(document).components;
  const properties = component.properties
    .filter(({ name }: { name: string }) => name.startsWith('fineprint:license:'))
    .map(({ name, value }: { name: string; value: string }) => `${name.slice(18)}=${value}`);
  return { licenses: component.licenses, observed: component.evidence.licenses, properties };
}

test('a license of the SPDX list stands by its id', async () => {
  expect((await written({ license: 'MIT' })).licenses).toEqual([
    { license: { id: 'MIT', acknowledgement: 'concluded' } },
  ]);
});

test.each([
  'MIT OR Apache-2.0',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'Apache-2.0+',
  'MIT AND LicenseRef-Own',
])('what is more than one id stands as an expression: %s', async (license) => {
  expect((await written({ license })).licenses).toEqual([
    { expression: license, acknowledgement: 'concluded' },
  ]);
});

test('a license that is on no list stands by its name, with its address and the text that was found', async () => {
  const found = { ...evidence, expression: 'LicenseRef-Own', text };
  const { licenses } = await written(
    { license: 'LicenseRef-Own', evidence: [found] },
    { [text]: 'All mine.\n' },
  );
  expect(licenses).toEqual([
    {
      license: {
        name: 'LicenseRef-Own',
        acknowledgement: 'concluded',
        url: 'https://example.org/own',
        text: { contentType: 'text/plain', content: 'All mine.\n' },
      },
    },
  ]);
  expect((await written({ license: 'LicenseRef-Other' })).licenses).toEqual([
    { license: { name: 'LicenseRef-Other', acknowledgement: 'concluded' } },
  ]);
});

test('1.7 says of an expression what is known of each license that is on no list', async () => {
  const license = 'MIT AND LicenseRef-Own AND LicenseRef-Other AND LicenseRef-Third';
  const own = { ...evidence, expression: 'LicenseRef-Own', text };
  const third = { ...evidence, expression: 'LicenseRef-Third', text: 'b'.repeat(64) };
  const sketch = { license, evidence: [third, own, { ...evidence, text }] };
  const texts = { [text]: 'All mine.\n', [third.text]: 'A third.\n' };
  expect((await written(sketch, texts, 'cyclonedx-1.7')).licenses).toEqual([
    {
      expression: license,
      acknowledgement: 'concluded',
      expressionDetails: [
        {
          licenseIdentifier: 'LicenseRef-Own',
          url: 'https://example.org/own',
          text: { contentType: 'text/plain', content: 'All mine.\n' },
        },
        {
          licenseIdentifier: 'LicenseRef-Third',
          text: { contentType: 'text/plain', content: 'A third.\n' },
        },
      ],
    },
  ]);
  expect((await written(sketch, texts)).licenses).toEqual([
    { expression: license, acknowledgement: 'concluded' },
  ]);
});

test('before 1.6 nobody is told whose word a license is', async () => {
  const declared = { ...evidence, acknowledgement: 'declared' } as const;
  const sketch = { license: 'MIT', declared: 'MIT', evidence: [declared] };
  const { licenses, observed } = await written(sketch, {}, 'cyclonedx-1.5');
  expect(licenses).toEqual([{ license: { id: 'MIT' } }]);
  expect(observed).toEqual([{ license: { id: 'MIT' } }]);
  expect((await written(sketch, {}, 'cyclonedx-1.4')).observed).toEqual([{ license: { id: 'MIT' } }]);
});

test('the branch that the policy chose stands alone; the whole is a property', async () => {
  const { licenses, properties } = await written({ license: 'BUSL-1.1 OR MPL-2.0', effective: 'MPL-2.0' });
  expect(licenses).toEqual([{ license: { id: 'MPL-2.0', acknowledgement: 'concluded' } }]);
  expect(properties).toContain('concluded=BUSL-1.1 OR MPL-2.0');
});

test('what is declared and what is observed stand under evidence, and never beside what is concluded', async () => {
  const { licenses, observed, properties } = await written({
    license: 'MIT',
    declared: 'ISC',
    evidence: [
      evidence,
      { ...evidence, expression: 'ISC', method: 'package-metadata', acknowledgement: 'declared' },
      evidence,
    ],
  });
  expect(licenses).toHaveLength(1);
  expect(observed).toEqual([
    { license: { id: 'ISC', acknowledgement: 'declared' } },
    { license: { id: 'MIT' } },
  ]);
  expect(properties).toEqual(
    expect.arrayContaining([
      'declared=ISC',
      'observed=ISC (package-metadata): LICENSE',
      'observed=MIT (file-text): LICENSE',
    ]),
  );
});

test('one observed expression stands as such; beside others it is a name, until 1.7 takes several', async () => {
  const both = { ...evidence, expression: 'MIT OR Apache-2.0' };
  expect((await written({ evidence: [both] })).observed).toEqual([{ expression: 'MIT OR Apache-2.0' }]);
  expect((await written({ evidence: [both, evidence] })).observed).toEqual([
    { license: { id: 'MIT' } },
    { license: { name: 'MIT OR Apache-2.0' } },
  ]);
  expect((await written({ evidence: [both, evidence] }, {}, 'cyclonedx-1.7')).observed).toEqual([
    { license: { id: 'MIT' } },
    { expression: 'MIT OR Apache-2.0' },
  ]);
});

test('hints, corrections, NONE, and the license of what a chart deploys are no observation', async () => {
  const { observed, properties } = await written({
    license: 'NOASSERTION',
    evidence: [
      { ...evidence, expression: 'BUSL-1.1', method: 'hint' },
      { ...evidence, expression: 'LicenseRef-Own', method: 'curation' },
      { ...evidence, expression: 'NONE' },
      { ...evidence, expression: 'SSPL-1.0', covers: 'application' },
    ],
  });
  expect(observed).toBeUndefined();
  expect(properties).toEqual(expect.arrayContaining(['hint=BUSL-1.1', 'concluded=NOASSERTION']));
});

test('a component without a licence, or with several by version, has none, and properties that say so', async () => {
  const none = await written({ license: 'NONE' });
  expect(none.licenses).toBeUndefined();
  expect(none.properties).toContain('concluded=NONE');
  const ranges = [
    { versions: '<1.6.0', expression: 'MPL-2.0' },
    { versions: '>=1.6.0', expression: 'BUSL-1.1' },
  ];
  const several = await written({ license: 'NOASSERTION', ranges });
  expect(several.licenses).toBeUndefined();
  expect(several.properties).toEqual(
    expect.arrayContaining(['range=BUSL-1.1 from 1.6.0', 'range=MPL-2.0 before 1.6.0']),
  );
});

test('what a foreign report says of licences still makes a valid document', async () => {
  for (const license of ['<img src=x>', ' ', 'MIT OR', '\u0000', 'x'.repeat(10_000), 'mit', 'GPL-2.0'])
    for (const format of ['cyclonedx-1.4', 'cyclonedx-1.5', 'cyclonedx', 'cyclonedx-1.7'] as const)
      expect(
        (await written({ license, evidence: [{ ...evidence, expression: license }] }, {}, format)).licenses,
      ).toHaveLength(1);
});

test('a text without end stays out', async () => {
  const found = { ...evidence, expression: 'LicenseRef-Own', text };
  const { licenses } = await written(
    { license: 'LicenseRef-Own', evidence: [found] },
    { [text]: 'x'.repeat(300_000) },
  );
  expect(licenses[0].license).not.toHaveProperty('text');
});
