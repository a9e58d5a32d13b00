import { expect, test } from 'vitest';
import type { Component } from '../model/component.ts';
import type { Curation } from '../model/curation.ts';
import { firstPlace, locate } from '../model/location.ts';
import type { Problem } from '../model/problem.ts';
import { conclude } from './conclude.ts';
import { curator } from './curate.ts';
import type { LicenseEvidence } from './evidence.ts';
import type { UnknownText } from './source.ts';

const location = locate('fineprint.yaml', { ...firstPlace, line: 3, column: 5 });
const curation: Curation = {
  id: 'vpc',
  component: 'terraform-module:acme/vpc',
  license: 'MIT',
  reason: 'The author granted it',
  owner: null,
  writtenAt: 'fineprint.yaml:3:5',
  location,
};
const [made, other] = ['a'.repeat(64), 'b'.repeat(64)];
const file: LicenseEvidence = {
  expression: 'ISC',
  covers: 'artifact',
  method: 'file-text',
  acknowledgement: 'observed',
  source: 'vpc/LICENSE',
  verified: true,
  confidence: 1,
  text: made,
};

function componentOf(key: string, purl: string | null = null): Component {
  return {
    key,
    purl,
    proposedPurl: null,
    ref: `${key}@1.2.0`,
    kind: key.split(':')[0],
  } as unknown as Component;
}
const vpc = componentOf('terraform-module:acme/vpc');

function evidenceIn(items: readonly (LicenseEvidence | UnknownText | Problem)[]): readonly LicenseEvidence[] {
  return items.flatMap((item) => ('is' in item ? [] : [item]));
}

/** What corrections of one component, and of nothing else, say; versions are admitted where they are `ok`. */
function corrected(
  curations: readonly Curation[],
  found: Parameters<ReturnType<typeof curator>['corrections']>[1],
  component = vpc,
) {
  const kinds = new Map();
  const { corrections, unused } = curator({
    curations,
    kinds,
    admitsOnly: (_, versions) => versions === 'ok',
  });
  const items = [...corrections(component, found)];
  const evidence = evidenceIn(items);
  const problems = [...items.filter((item) => 'is' in item), ...unused()];
  const { concluded } = conclude([...evidenceIn(found), ...evidence], { gap: null });
  return { evidence, problems, concluded };
}

test('a curation that is bound to no text holds, says so, and decides before the text itself', () => {
  const { concluded, problems } = corrected([curation], [file]);
  expect(problems).toEqual([]);
  expect(concluded).toMatchObject({
    is: 'expression',
    expression: 'MIT',
    confidence: 0.8,
    because:
      'The policy says MIT: The author granted it. This is the curation "vpc" at fineprint.yaml:3:5, bound to no licence text. It corrects ISC (vpc/LICENSE).',
    evidence: [{ method: 'curation', verified: false }],
  });
});

test('one that was made for the text that is found holds with full confidence', () => {
  const { concluded } = corrected([{ ...curation, texts: [other, made], owner: 'legal' }], [file]);
  expect(concluded).toMatchObject({
    expression: 'MIT',
    confidence: 1,
    evidence: [{ text: made, verified: true }],
  });
  expect(concluded.because).toContain(
    '"vpc" by legal at fineprint.yaml:3:5, made for the licence text that was found. It corrects ISC (vpc/LICENSE).',
  );
});

test('it lapses where another text is found, and says so at its place in the policy', () => {
  const { concluded, evidence, problems } = corrected([{ ...curation, texts: [other] }], [file]);
  expect(evidence).toEqual([]);
  expect(concluded).toMatchObject({ expression: 'ISC' });
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'curation-lapsed',
      location,
      message: `The curation "vpc" (fineprint.yaml:3:5) does not hold for terraform-module:acme/vpc@1.2.0: it was made for another text than that of vpc/LICENSE, whose SHA-256 is ${made}.`,
    }),
  ]);
});

test('one strange text among those that it was made for makes it lapse', () => {
  const { problems } = corrected([{ ...curation, texts: [made] }], [file, { ...file, text: other }]);
  expect(problems).toMatchObject([{ code: 'curation-lapsed' }]);
});

test('a text that nobody recognised is compared, too', () => {
  const unknown = { is: 'unknown-text', source: 'vpc/LICENSE', text: made } as const;
  expect(corrected([{ ...curation, texts: [made] }], [unknown]).concluded).toMatchObject({
    expression: 'MIT',
    confidence: 1,
  });
  expect(corrected([{ ...curation, texts: [other] }], [unknown])).toMatchObject({
    concluded: { is: 'no-assertion' },
    problems: [{ code: 'curation-lapsed' }],
  });
});

test('where no text is at hand it holds, and says that nothing was compared', () => {
  const { concluded } = corrected([{ ...curation, texts: [made] }], []);
  expect(concluded).toMatchObject({ expression: 'MIT', confidence: 0.8 });
  expect(concluded.because).toContain('made for a licence text that is not at hand to compare.');
});

test('it is for the versions that it names, and one that meets no other is unused', () => {
  expect(corrected([{ ...curation, versions: 'ok' }], []).concluded).toMatchObject({ expression: 'MIT' });
  const { evidence, problems } = corrected([{ ...curation, versions: '<1' }], []);
  expect(evidence).toEqual([]);
  expect(problems).toMatchObject([
    {
      code: 'curation-unused',
      location,
      message:
        'The curation "vpc" (fineprint.yaml:3:5) is not used: what "terraform-module:acme/vpc" names can have other versions than "<1".',
    },
  ]);
});

test('one that names nothing is unused, and the first of two that hold is applied', () => {
  const later = { ...curation, id: 'later', license: 'ISC' };
  const strange = { ...curation, id: 'strange', component: 'terraform-module:acme/vcp', location: null };
  const { concluded, problems } = corrected([curation, later, strange], []);
  expect(concluded).toMatchObject({ expression: 'MIT' });
  expect(problems.map(({ message }) => message)).toEqual([
    'The curation "later" (fineprint.yaml:3:5) is not used: an earlier one holds for all that it names.',
    'The curation "strange" (fineprint.yaml:3:5) is not used: nothing here is named "terraform-module:acme/vcp".',
  ]);
});

test('one that lapsed leaves the word to the next', () => {
  const next = { ...curation, id: 'next', license: 'Apache-2.0', texts: [made] };
  expect(corrected([{ ...curation, texts: [other] }, next], [file]).concluded).toMatchObject({
    expression: 'Apache-2.0',
  });
});

test.each([
  ['terraform-module:acme/*', true],
  ['pkg:generic/acme/vpc', true],
  ['pkg:generic/acme/*', true],
  ['pkg:generic/acme', false],
  ['terraform-module:acme', false],
])('the pattern %s names the component: %s', (component, expected) => {
  const named = componentOf('terraform-module:acme/vpc', 'pkg:generic/acme/vpc@1.2.0?repository_url=x');
  expect(corrected([{ ...curation, component }], [], named).evidence).toHaveLength(expected ? 1 : 0);
});

test('a license can be corrected to none, and only what the author says is declared', () => {
  const declared: LicenseEvidence = { ...file, method: 'package-metadata', acknowledgement: 'declared' };
  const { evidence } = corrected([{ ...curation, license: 'NONE' }], [declared]);
  const license = conclude([declared, ...evidence], { gap: null });
  expect(license).toMatchObject({ declared: 'ISC', concluded: { is: 'none' }, ranges: [] });
  expect(license.concluded.because).toContain('The policy says that it has no license:');
  expect(license.observed[0]).toMatchObject({ method: 'curation' });
});

test('it decides where texts lie side by side, and before evidence that is closer to the artifact', () => {
  const texts = [file, { ...file, expression: 'Apache-2.0', source: 'vpc/LICENSE-APACHE' }];
  expect(conclude(texts, { gap: null }).concluded.is).toBe('no-assertion');
  expect(corrected([curation], texts).concluded).toMatchObject({ expression: 'MIT' });
  const [evidence] = corrected([curation], []).evidence;
  const ofSoftware = evidence === undefined ? [] : [{ ...evidence, covers: 'main-software' as const }];
  expect(conclude([file, ...ofSoftware], { gap: null }).concluded).toMatchObject({ expression: 'MIT' });
});

test('of much that it corrects a sentence names the first, and nothing that only agrees or is remembered', () => {
  const found = Array.from({ length: 5 }, (_, index) => ({ ...file, source: `LICENSE.${index}` }));
  const quiet = [
    { ...file, expression: 'MIT' },
    { ...file, method: 'hint' as const },
  ];
  const { concluded } = corrected([curation], [...found, ...quiet]);
  expect(concluded.because).toMatch(
    /corrects ISC \(LICENSE\.0\), ISC \(LICENSE\.1\), ISC \(LICENSE\.2\) and 2 more\.$/,
  );
});
