import type { ReportComponent } from '@fineprint/core';
import { expect, test } from 'vitest';
import { cyclonedxJson } from '../cyclonedx.ts';
import { reportWith, testMeans } from '../report.testkit.ts';

type Version = keyof typeof cyclonedxJson;

const sha256 = 'a'.repeat(64);
const sha512 = 'B'.repeat(128);
const [base] = reportWith([
  { name: 'vpc', version: '5.1.0', license: 'MIT', copies: { t: 'LICENSE' } },
]).components;

/** A component that says everything it can, but for what the parts change. */
function component(parts: Partial<ReportComponent> = {}): ReportComponent {
  if (base === undefined) throw new Error('There is one.');
  return {
    ...base,
    kind: 'module',
    type: 'platform',
    purl: 'pkg:github/o/vpc@5.1.0',
    proposedPurl: 'pkg:terraform/o/vpc@5.1.0',
    source: 'https://github.com/o/vpc',
    assumedSource: 'github.com',
    supplier: 'O',
    commit: 'c'.repeat(40),
    digest: `sha256:${sha256}`,
    hashes: ['h1:abc=', `sha512:${sha512}`, `zh:${'0'.repeat(64)}`],
    scope: 'optional',
    ...parts,
  };
}

function componentIn(version: Version, parts: Partial<ReportComponent> = {}) {
  const report = { ...reportWith([]), components: [component(parts)] };
  return JSON.parse([...cyclonedxJson[version].render(report, testMeans)].join('')).components[0];
}

const property = (name: string, value: string) => ({ name: `fineprint:${name}`, value });
const methods = [{ technique: 'manifest-analysis', confidence: 1, value: 'text' }];
const purl = 'pkg:github/o/vpc@5.1.0';

test('everything that is known of a component stands in 1.6', () => {
  expect(componentIn('1.6')).toEqual({
    type: 'platform',
    'bom-ref': 'tool:vpc@5.1.0',
    supplier: { name: 'O' },
    name: 'vpc',
    version: '5.1.0',
    scope: 'optional',
    hashes: [
      { alg: 'SHA-256', content: sha256 },
      { alg: 'SHA-512', content: sha512.toLowerCase() },
      { alg: 'SHA-256', content: '0'.repeat(64) },
    ],
    licenses: [{ license: { id: 'MIT', acknowledgement: 'concluded' } }],
    purl,
    externalReferences: [{ type: 'vcs', url: 'https://github.com/o/vpc' }],
    properties: [
      property('assumedSource', 'github.com'),
      property('commit', 'c'.repeat(40)),
      property('digest', `sha256:${sha256}`),
      property('hash', 'h1:abc='),
      property('key', 'tool:vpc'),
      property('kind', 'module'),
      property('license:because', 'A test says so.'),
      property('license:class', 'permissive'),
      property('license:concluded', 'MIT'),
      property('license:covers', 'artifact'),
      property('license:observed', 'MIT (file-text): LICENSE'),
      property('pin', 'exact'),
      property('proposedPurl', 'pkg:terraform/o/vpc@5.1.0'),
      property('requested', '5.1.0'),
      property('source', 'https://github.com/o/vpc'),
      property('usage', 'deployed'),
    ],
    evidence: {
      identity: [
        { field: 'purl', confidence: 1, concludedValue: purl, methods },
        { field: 'hash', confidence: 1, concludedValue: `sha256:${sha256}`, methods },
      ],
      occurrences: [{ location: 'a.yaml', line: 1, symbol: 'a', additionalContext: 'text' }],
      licenses: [{ license: { id: 'MIT' } }],
    },
  });
});

test('1.5 takes one identity and places without a line, and knows no acknowledgement', () => {
  const { licenses, properties, evidence } = componentIn('1.5');
  expect(licenses).toEqual([{ license: { id: 'MIT' } }]);
  expect(properties).toContainEqual(property('occurrence', 'a.yaml:1'));
  expect(evidence).toEqual({
    identity: { field: 'purl', confidence: 1, methods },
    occurrences: [{ location: 'a.yaml' }],
    licenses: [{ license: { id: 'MIT' } }],
  });
});

test('1.4 has neither identity nor places nor platforms, and tells the places in properties', () => {
  const { type, properties, evidence, ...rest } = componentIn('1.4');
  expect(type).toBe('application');
  expect(properties).toContainEqual(property('occurrence', 'a.yaml:1'));
  expect(evidence).toEqual({ licenses: [{ license: { id: 'MIT' } }] });
  const newer = componentIn('1.6');
  expect(rest).toMatchObject({ hashes: newer.hashes, externalReferences: newer.externalReferences, purl });
});

test('1.7 has a range in place of a version for what the environment provides', () => {
  const ranged = {
    version: null,
    commit: null,
    digest: null,
    hashes: [],
    requested: '~> 5.0',
    pin: 'range',
  } as const;
  const newest = componentIn('1.7', ranged);
  expect(newest).toMatchObject({ isExternal: true, versionRange: 'vers:semver/>=5.0.0|<6.0.0' });
  expect(newest).not.toHaveProperty('version');
  for (const version of ['1.4', '1.5', '1.6'] as const) {
    const older = componentIn(version, ranged);
    for (const field of ['version', 'versionRange', 'isExternal']) expect(older).not.toHaveProperty(field);
    expect(older.properties).toContainEqual(property('requested', '~> 5.0'));
  }
  const { isExternal, version } = componentIn('1.7');
  expect({ isExternal, version }).toEqual({ isExternal: undefined, version: '5.1.0' });
});

test('of what could not be evaluated no identity and no address is claimed', () => {
  const { evidence, externalReferences } = componentIn('1.6', { pin: null });
  expect(evidence).not.toHaveProperty('identity');
  expect(externalReferences).toBeUndefined();
  expect(componentIn('1.6', { purl: null, digest: null }).evidence.identity).toEqual([
    { field: 'name', confidence: 1, concludedValue: 'vpc', methods },
  ]);
});

test.each([
  ['https://github.com/o/vpc', 'pkg:github/o/vpc', 'vcs'],
  ['ssh://git@example.com/o/vpc', 'pkg:git/example.com/o/vpc', 'vcs'],
  ['https://example.com/charts.git', 'pkg:generic/a', 'vcs'],
  ['https://example.com/a.tgz', 'pkg:generic/a', 'distribution'],
  ['registry.terraform.io', 'pkg:generic/a', undefined],
  ['oci://ghcr.io/o/charts', 'pkg:oci/a', undefined],
  ['https://example.com/${var.x}', 'pkg:generic/a', undefined],
  ['https://example.com/a b', 'pkg:generic/a', undefined],
  ['javascript:alert(1)', 'pkg:generic/a', undefined],
])('%s of %s is a reference of type %s', (source, purl, type) => {
  const [reference] = componentIn('1.6', { source, purl }).externalReferences ?? [];
  expect(reference?.type).toBe(type);
});
