import { expect, test } from 'vitest';
import { bindPolicy } from './bind.ts';
import { testMeans } from './component.testkit.ts';
import { PolicyError } from './policy-error.ts';

const kinds = ['container-image', 'terraform-module'];
const text = 'a'.repeat(64);
const written = `curations:
  - id: vpc
    component: terraform-module:acme/*
    license: mit or apache-2.0
    reason: The author granted it.
`;

function bind(policy: string, inRoot = true, path = 'fineprint.yaml') {
  return bindPolicy([{ name: path, path, text: policy, inRoot }], { ...testMeans, kinds });
}

function failure(policy: string): string {
  try {
    bind(policy);
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
  throw new Error('The policy is valid.');
}

test('a curation knows its place, and its licence stands in canonical form', () => {
  const more = `    versions: '>=1.2 <2'\n    owner: legal\n    text: [${text.toUpperCase()}]\n`;
  expect(bind(written + more).curations).toEqual([
    {
      id: 'vpc',
      component: 'terraform-module:acme/*',
      license: 'MIT OR Apache-2.0',
      reason: 'The author granted it.',
      versions: '>=1.2 <2',
      owner: 'legal',
      texts: [text],
      writtenAt: 'fineprint.yaml:2:5',
      location: expect.objectContaining({ path: 'fineprint.yaml', line: 2, column: 5 }),
    },
  ]);
});

test('of a policy from elsewhere only words say the place, for no report may point out of its root', () => {
  expect(bind(written, false, '/etc/org.yaml').curations).toMatchObject([
    { writtenAt: '/etc/org.yaml:2:5', location: null },
  ]);
});

test('a later list replaces an earlier one, and keeps its own places', () => {
  const sources = [
    { name: 'a', path: 'a.yaml', text: written },
    { name: 'b', path: 'b.yaml', text: `# more\n${written.replace('vpc', 'other')}` },
    { name: 'c', path: 'c.yaml', text: 'exclude: []\n' },
  ];
  expect(bindPolicy(sources, testMeans).curations).toMatchObject([{ id: 'other', writtenAt: 'b.yaml:3:5' }]);
});

test('where it is written does not change the hash of a policy, and what it says does', () => {
  expect(bind(`# moved\n\n${written}`).sha256).toBe(bind(written).sha256);
  expect(bind(written.replace('granted', 'withdrew')).sha256).not.toBe(bind(written).sha256);
});

test.each([
  [written.replace('reason', 'because'), '2:5', 'The key "reason" is missing in "curations[0]"'],
  [`${written}    licence: MIT\n`, '6:5', 'Did you mean "license"?'],
  [written.replace('mit or apache-2.0', 'MIT OR'), '4:14', 'A licence is an SPDX expression or "NONE".'],
  [written.replace('mit or apache-2.0', 'NOASSERTION'), '4:14', '"NOASSERTION" corrects nothing'],
  [written.replace('mit or apache-2.0', 'MITT'), '4:14', 'MITT'],
  [`${written}    versions: '>> 2'\n`, '6:16', 'Versions are written ">=1.2 <2"'],
  [`${written}    versions: '>2 <1'\n`, '6:16', 'No version is in ">2 <1"'],
  [`${written}    text: abc\n`, '6:11', '"abc" is no SHA-256'],
  [`${written}    text: [${text}, abc]\n`, `6:${11 + 67}`, '"abc" is no SHA-256'],
  [`${written}    text: []\n`, '6:11', 'leave "text" out'],
  [`${written}    owner: ' '\n`, '6:13', '"owner" is empty'],
  [written.replace('The author', 'x'.repeat(3_000)), '5:13', '2000 is the limit'],
  [written.replace('terraform-module:acme/*', 'acme/vpc'), '3:16', 'A curation names a key'],
  [
    written.replace('terraform-module:acme', 'terraform-modul:acme'),
    '3:16',
    'There is no kind "terraform-modul"',
  ],
  [
    written.replace('terraform-module:acme/*', 'pkg:generic/acme@1'),
    '3:16',
    'without version and qualifiers',
  ],
  [written + written.replace('curations:\n', ''), '6:9', "another curation's too"],
])('a wrong curation %#', (policy, place, sentence) => {
  const message = failure(policy);
  expect(message).toContain(`fineprint.yaml:${place}: `);
  expect(message).toContain(sentence);
  expect(message).toContain('^');
});

test('more of them than anybody wrote by hand are refused', () => {
  const many = Array.from(
    { length: 2_001 },
    (_, index) => `- { id: "${index}", component: "tool:*", license: MIT, reason: x }`,
  );
  expect(failure(`curations:\n${many.join('\n')}\n`)).toContain('at most 2000 curations; here are 2001');
});

test('a NONE is a correction like any other', () => {
  expect(bind(written.replace('mit or apache-2.0', 'NONE')).curations).toMatchObject([{ license: 'NONE' }]);
});
