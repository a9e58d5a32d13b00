import { expect, test } from 'vitest';
import { licenseOfSubject } from './sbom-license.ts';

const hex = 'a'.repeat(64);
const digest = `sha256:${hex}`;
const said = (document: unknown) => {
  const found = licenseOfSubject(document, digest);
  return found.is === 'license' ? found.field : found.because;
};

const image = { SPDXID: 'SPDXRef-image', licenseDeclared: 'MIT', licenseConcluded: 'Apache-2.0' };
const inside = { SPDXID: 'SPDXRef-inside', licenseDeclared: 'GPL-3.0-only' };
const spdx = (rest: object, first: object = image) => ({
  spdxVersion: 'SPDX-2.3',
  packages: [inside, first],
  ...rest,
});
const described = { documentDescribes: ['SPDXRef-image'] };
const relation = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string) => ({
  relationships: [{ spdxElementId, relationshipType, relatedSpdxElement }],
});

test('SPDX tells what it describes in a list, or in a relationship either way around', () => {
  expect(said(spdx(described))).toBe('MIT');
  expect(said(spdx(relation('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-image')))).toBe('MIT');
  expect(said(spdx(relation('SPDXRef-image', 'DESCRIBED_BY', 'SPDXRef-DOCUMENT')))).toBe('MIT');
});

test('what SPDX only lists is not meant', () => {
  for (const rest of [
    {},
    relation('SPDXRef-image', 'CONTAINS', 'SPDXRef-inside'),
    relation('SPDXRef-other', 'DESCRIBES', 'SPDXRef-inside'),
    relation('SPDXRef-inside', 'DESCRIBED_BY', 'SPDXRef-other'),
    { documentDescribes: ['SPDXRef-image', 'SPDXRef-inside'] },
    { documentDescribes: ['SPDXRef-none'] },
  ])
    expect(said(spdx(rest))).toBe('describes no one package');
});

test('SPDX’s declared license stands above the concluded one, and neither has to be there', () => {
  const of = (licenseDeclared: unknown, licenseConcluded: unknown) =>
    said(spdx(described, { SPDXID: 'SPDXRef-image', licenseDeclared, licenseConcluded }));
  for (const nothing of [
    'NOASSERTION',
    'NONE',
    '',
    'LicenseRef-1',
    'MIT AND DocumentRef-a:LicenseRef-b',
    undefined,
    1,
  ]) {
    expect(of(nothing, 'ISC')).toBe('ISC');
    expect(of(nothing, nothing)).toBe('states no licence of what it describes');
  }
});

const cycloneDx = (licenses: unknown) => ({
  bomFormat: 'CycloneDX',
  metadata: { component: { type: 'container', licenses } },
  components: [{ name: 'inside', licenses: [{ license: { id: 'GPL-3.0-only' } }] }],
});

test.each<[unknown, string]>([
  [[{ license: { id: 'MIT' } }], 'MIT'],
  [[{ license: { name: 'Apache License 2.0' } }], 'Apache License 2.0'],
  [[{ expression: 'MIT OR ISC', acknowledgement: 'declared' }], 'MIT OR ISC'],
  [
    [{ license: { id: 'MIT' } }, { license: { id: 'ISC' } }],
    'names several licences, and not whether all apply or one may be chosen',
  ],
  [[{ license: { name: 'NOASSERTION' } }, null, 1, {}], 'states no licence of what it describes'],
  ['MIT', 'states no licence of what it describes'],
  [undefined, 'states no licence of what it describes'],
])('CycloneDX with %j as the licenses of its subject says %s', (licenses, found) => {
  expect(said(cycloneDx(licenses))).toBe(found);
});

const statement = (predicate: unknown, subject: unknown = [{ name: 'x', digest: { sha256: hex } }]) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'https://spdx.dev/Document',
  subject,
  predicate,
});
const packed = (document: unknown) => Buffer.from(JSON.stringify(document)).toString('base64');

test('a statement counts that is about the image, in an envelope or a bundle too', () => {
  const about = statement(spdx(described));
  expect(said(about)).toBe('MIT');
  expect(said({ payloadType: 'application/vnd.in-toto+json', payload: packed(about), signatures: [] })).toBe(
    'MIT',
  );
  expect(said({ mediaType: 'x', dsseEnvelope: { payload: packed(about) } })).toBe('MIT');
});

test('a statement about something else does not', () => {
  for (const subject of [[], [{ digest: { sha256: 'b'.repeat(64) } }], [{ digest: {} }], 'x', undefined])
    expect(said({ ...statement(spdx(described)), subject })).toBe('speaks of something else');
});

test.each([
  null,
  1,
  'x',
  [],
  {},
  { spdxVersion: 'SPDX-3.0' },
  { payload: '%%%' },
  { payload: packed(null) },
  statement(null),
  { spdxVersion: 2 },
])('%j is no SBOM that is read', (document) => {
  expect(said(document)).toBe('is neither SPDX 2 nor CycloneDX');
});
