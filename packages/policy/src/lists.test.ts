import { expect, test } from 'vitest';
import { bindPolicy } from './bind.ts';
import { testMeans } from './component.testkit.ts';
import { defaultContent } from './content.ts';
import { effectivePolicy } from './effective.ts';
import { rules } from './rules/registry.ts';

function sourcesOf(...texts: readonly string[]) {
  return texts.map((text, index) => ({ name: `policy ${index}`, path: `${index}.yaml`, text }));
}

function contentOf(...texts: readonly string[]) {
  return effectivePolicy(sourcesOf(...texts), {}).content;
}

const defaults = defaultContent(rules);

test('what is added comes after what was there, in every list of a policy', () => {
  const {
    licenses,
    exclude,
    rules: settings,
  } = contentOf(
    'exclude: [a/**]\n',
    'exclude: { add: [b/**] }\nlicenses: { deny: { add: [GPL-3.0-only] } }\nrules: { image-tag-floating: { tags: { add: [next] } } }\n',
  );
  expect(exclude).toEqual(['a/**', 'b/**']);
  expect(licenses.deny).toEqual([...defaults.licenses.deny, 'GPL-3.0-only']);
  const before = defaults.rules['image-tag-floating']?.options.tags;
  expect(settings['image-tag-floating']?.options.tags).toEqual([
    ...(Array.isArray(before) ? before : []),
    'next',
  ]);
});

test('an entry is removed as it is written, whatever the order of its keys', () => {
  const entry = '{ usage: [ci], license: strong-copyleft }';
  const { licenses } = contentOf(
    'licenses: { allow: [MIT, { license: strong-copyleft, usage: [ci] }] }',
    `licenses: { allow: { remove: [${entry}], add: [ISC] } }`,
  );
  expect(licenses.allow).toEqual(['MIT', 'ISC']);
});

test('a waiver is removed by its id, and the others keep their places', () => {
  const waiver = (id: string) =>
    `  - { id: ${id}, rule: version-not-pinned, component: "tool:*", reason: x, expires: 2027-01-01 }\n`;
  const { waivers } = contentOf(`waivers:\n${waiver('a')}${waiver('b')}`, 'waivers: { remove: [a] }');
  expect(waivers.map(({ id }) => id)).toEqual(['b']);
});

test('a list that is added to nothing is that list, and hashes like it', () => {
  expect(bindPolicy(sourcesOf('exclude: { add: [a/**] }'), testMeans).sha256).toBe(
    bindPolicy(sourcesOf('exclude: [a/**]'), testMeans).sha256,
  );
});

test.each([
  ['exclude: { add: [a/**], remov: [b] }', '1:25', 'Did you mean "remove"?'],
  ['exclude: { add: a/** }', '1:17', '"add" must be a list'],
  ['exclude: { remove: [b/**] }', '1:21', 'no such entry to remove'],
  ['exclude: { add: ["["] }', '1:19', 'cannot be used'],
  ['licenses: { allow: { add: [MIT, permisive] } }', '1:33', 'Did you mean "permissive"?'],
  [
    'waivers: { add: [{ id: a, rule: nothing, component: "tool:*", reason: x, expires: 2027-01-01 }] }',
    '1:33',
    'no rule "nothing"',
  ],
  ['rules: { image-tag-floating: { tags: { add: [{}] } } }', '1:46', 'must be a text'],
  ['rules: { license-unknown: { except: { add: [os-pakage] } } }', '1:45', 'Did you mean'],
  ['pinning: { add: [tag] }', '1:17', 'must be'],
])('%s', (text, place, sentence) => {
  const means = { ...testMeans, kinds: ['os-package', 'tool'] };
  expect(() => bindPolicy(sourcesOf(text), means)).toThrow(`0.yaml:${place}: `);
  expect(() => bindPolicy(sourcesOf(text), means)).toThrow(sentence);
});
