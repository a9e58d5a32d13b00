import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { classifyDocuments, entries, parseJson, parseYaml } from './index.ts';

test('each document of a stream gives its top-level keys, apiVersion and kind', () => {
  const text =
    '\uFEFF# a\n---\napiVersion: "apps/v1" # x\nkind: Deployment\nspec:\n  kind: Inner\n  text: |\n    kind: Text\n--- \nfoo: 1\n"b c": 2\n';
  expect(classifyDocuments(text, 'yaml').filter(({ keys }) => keys.size > 0)).toEqual([
    {
      keys: new Set(['apiVersion', 'kind', 'spec']),
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      start: 5,
      end: 97,
    },
    { keys: new Set(['foo', 'b c']), start: 97, end: text.length },
  ]);
});

test('a document may be indented as a whole', () => {
  const text = '---\n  # a\n  one: 1\n  two:\n    three: 3\n';
  expect(classifyDocuments(text, 'yaml')).toMatchObject([{ keys: new Set(['one', 'two']) }]);
});

test('templates are tolerated, also where a caller takes their brace for JSON', () => {
  const text = '{{- if .x }}\napiVersion: {{ include "v" . }}\nkind: Pod\n{{- end }}\n';
  for (const format of ['yaml', 'json'] as const) {
    expect(classifyDocuments(text, format)).toMatchObject([
      { keys: new Set(['apiVersion', 'kind']), kind: 'Pod' },
    ]);
  }
});

test('JSON gives the keys of its object, or of each object of its array', () => {
  expect(
    classifyDocuments('// c\n{"kind": "A", "x": {"kind": "B", "s": "}"}, "y\\"": [{}]}', 'json'),
  ).toMatchObject([{ keys: new Set(['kind', 'x', 'y\\"']), kind: 'A' }]);
  expect(classifyDocuments('[{"apiVersion": "v1"}, "x", [{"no": 1}], {"kind": "B"}]', 'json')).toMatchObject([
    { keys: new Set(['apiVersion']), apiVersion: 'v1', start: 1, end: 21 },
    { keys: new Set(['kind']), kind: 'B' },
  ]);
});

test('a flow mapping in a YAML stream is read like JSON', () => {
  expect(classifyDocuments('---\n{kind: Pod, "a": {b: c}}\n', 'yaml')).toMatchObject([
    { keys: new Set(['kind', 'a']), kind: 'Pod' },
  ]);
});

const key = fc.stringMatching(/^[a-zA-Z][\w./-]{0,8}$/);
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(key, fc.string(), { maxKeys: 3, noNullPrototype: false }),
);
const document = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: false });

test('keys are those that parsing finds', () => {
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (values) => {
      const yaml = values.map((one) => `---\n${stringify(one)}`).join('');
      fc.pre(!yaml.includes('{{') && !yaml.includes('{%'));
      const parsed = parseYaml(yaml).documents.map(({ root }) =>
        entries(root).map((entry) => entry.key.text),
      );
      expect(classifyDocuments(yaml, 'yaml').map(({ keys }) => [...keys])).toEqual(parsed);
      const json = JSON.stringify(values[0]);
      const [root] = parseJson(json).documents;
      expect([...(classifyDocuments(json, 'json')[0]?.keys ?? [])]).toEqual(
        entries(root?.root).map((entry) => entry.key.text),
      );
    }),
    { numRuns: 300 },
  );
});

test.each([
  '',
  '{',
  '[',
  '"',
  '[{"a": "',
  '/*',
  '---',
  '{{',
  '[[['.repeat(50_000),
  '{"a":'.repeat(50_000),
  `{${'/'.repeat(50_000)}`,
  '--- {'.repeat(1000),
])('hostile text %# does not throw', (text) => {
  for (const format of ['yaml', 'json'] as const)
    expect(classifyDocuments(text, format).length).toBeLessThan(5);
});

test('the items of a block list are judged by their keys', () => {
  const text =
    '---\n- name: play\n  hosts: all\n  tasks:\n    - apt: x\n-   block: []\n    when: yes\n- plain\n';
  expect([...(classifyDocuments(text, 'yaml')[0]?.items ?? [])]).toEqual([
    'name',
    'hosts',
    'tasks',
    'block',
    'when',
  ]);
  expect(classifyDocuments('a: 1\n', 'yaml')[0]?.items).toBeUndefined();
  const indented =
    '---\n# why\n\n  - name: x\n    yum: y\n  - hosts: z\n    tasks:\n    - name: w\n      git: v\n';
  expect([...(classifyDocuments(indented, 'yaml')[0]?.items ?? [])]).toEqual([
    'name',
    'yum',
    'hosts',
    'tasks',
  ]);
  expect(classifyDocuments('a:\n  - b: 1\n', 'yaml')[0]?.items).toBeUndefined();
});
