import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributeOf,
  blocksOf,
  evaluateHcl,
  type HclBody,
  literalString,
  misplacedBlocks,
  parseHcl,
  parseHclJson,
} from './index.ts';

const text = `{
  "//": "modules",
  "module": {
    "a": {"source": "git::https://h/r.git//m\\u0031?ref=\${local.v}", "version": "1.0"},
    "b": [{"source": "x"}, 3]
  },
  "resource": {"t": [{"n": {"image": "nginx:1"}}, {"m": {}}]},
  "locals": {"v": "v1"}
}`;

describe('the accessors read JSON as they read native syntax', () => {
  const native =
    'module "a" {\n  version = "1.0"\n}\nresource "t" "n" {\n  image = "nginx:1"\n}\nresource "t" "m" {\n}\n';

  function facts(body: HclBody) {
    return [
      literalString(attributeOf(blocksOf(body, 'module', 1)[0]?.body ?? body, 'version')?.value)?.value,
      blocksOf(body, 'resource', 2).map((block) => block.labels.map((label) => label.text)),
    ];
  }

  test('blocks with labels, in objects and in lists', () => {
    const { body, problems } = parseHclJson(text);
    expect(problems).toEqual([]);
    expect(facts(body)).toEqual(facts(parseHcl(native).body));
  });

  test('what cannot be a block is said', () => {
    const [problem] = misplacedBlocks(parseHclJson(text).body, 'module', 1);
    expect(problem && text.slice(problem.start, problem.end)).toBe('3');
  });
});

test('a string is a template whose parts stand in the file', () => {
  const [block] = blocksOf(parseHclJson(text).body, 'module', 1);
  const value = block && attributeOf(block.body, 'source')?.value;
  const parts = value?.is === 'template' ? value.parts : [];
  expect(
    parts.map((part) => [text.slice(part.start, part.end), part.is === 'literal' && part.exact]),
  ).toEqual([
    ['git::https://h/r.git//m', true],
    ['\\u0031', false],
    ['?ref=', true],
    ['${local.v}', false],
  ]);
});

test('a string with escapes inside an interpolation is evaluated', () => {
  const source = '{"a": "x\\n${split(\\"/\\", \\"p/q\\")[1]}"}';
  const attribute = attributeOf(parseHclJson(source).body, 'a');
  const scope = { file: 'a.tf.json', text: source, resolve: () => ({ is: 'unknown', reason: '' }) as const };
  expect(attribute && evaluateHcl(attribute.value, scope)).toMatchObject({ text: 'x\nq' });
});

test('any string keeps its value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (content) => {
      const safe = content.toWellFormed().replaceAll(/[$%]/g, '-');
      const source = `{"a": ${JSON.stringify(safe)}}`;
      expect(literalString(attributeOf(parseHclJson(source).body, 'a')?.value)?.value).toBe(safe);
    }),
  );
});

test.each([
  '',
  '[',
  '{"a": ',
  '{"a" 1}',
  '3',
  '[['.repeat(100_000),
  '{"a":'.repeat(100_000),
  '{"a": tru}',
  '\ufeff{,}',
])('broken JSON gives a problem: %.20s', (broken) => {
  expect(parseHclJson(broken).problems).not.toEqual([]);
});

test('what stands before a mistake is read', () => {
  const { body } = parseHclJson('{"module": {"a": {"source": "x"}}, "resource": ');
  expect(blocksOf(body, 'module', 1).length).toBe(1);
});
