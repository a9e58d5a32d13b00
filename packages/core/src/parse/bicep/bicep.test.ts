import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { azureFunction } from '../azure/index.ts';
import { literalEvaluation } from '../literals/index.ts';
import { parseBicep } from './parse.ts';

/** The texts that a variable `x` of a program may be. */
function textsOf(program: string): readonly string[] {
  const { statements } = parseBicep(program);
  const declared = new Map(
    statements.flatMap((each) =>
      (each.is === 'param' || each.is === 'var') && each.value
        ? [[each.name, { value: each.value, at: each.nameAt }] as const]
        : [],
    ),
  );
  const x = declared.get('x');
  const evaluation = literalEvaluation({
    source: program,
    lookup: (name) => declared.get(name),
    call: azureFunction,
  });
  return x ? evaluation.texts(x.value).map(({ text }) => text) : [];
}

describe('strings', () => {
  test.each([
    ["var x = 'plain'", 'plain'],
    ["var x = 'it\\'s \\${not} \\u{1F600}\\n'", "it's ${not} \u{1F600}\n"],
    ["var a = 'b'\nvar x = '${a}-${'in ${a}'}'", 'b-in b'],
    ["var x = '''\nfirst ${no}\n'second''''", "first ${no}\n'second'"],
    ["var a = 'b'\nvar x = $'''${a} $${a}'''", 'b $b'],
    ["var x = $$'''${no} $${'yes'}'''", '${no} yes'],
    ["var x = '${unknown.property}'", '${unknown.property}'],
  ])('%s', (program, expected) => {
    expect(textsOf(program)).toEqual([expected]);
    expect(parseBicep(program).problems).toEqual([]);
  });
});

describe('expressions', () => {
  test.each([
    ["param a bool = true\nvar x = a ? 'yes' : 'no'", ['yes']],
    ["param a bool\nvar x = a\n  ? 'yes'\n  : 'no'", ['yes', 'no']],
    ["param a string = ''\nvar x = !empty(a) ? a : 'default'", ['default']],
    ["param a string = 'b'\nvar x = a == 'b' && a != 'c' ? 'equal' : 'other'", ['equal']],
    ["param a string?\nvar x = a ?? 'default'", ['default']],
    ["var m = { 'a-b': { c: ['d', 'e'] } }\nvar x = m['a-b'].c[1]", ['e']],
    ["var m = { a: 'b', c: 'd' }\nparam k string\nvar x = m[k]", ['b', 'd']],
    ["var x = last(split('a/b/c', '/'))", ['c']],
    ["var x = toLower('ABC')", ['abc']],
    ["var x = format('{0}:{1}', 'a', concat('b', 'c'))", ['a:bc']],
    ["var x = uri('https://example.com/a/b.json', 'c.json')", ['https://example.com/a/c.json']],
    ["func f(a string) string =>\n  '${a}'\ntype t = 'a'\n  | 'b'\nvar x = 'after'", ['after']],
    ["param p { a: 'b' | 'c', d: string[] } = {}\nvar x = 'typed'", ['typed']],
    ["{{- if .a }}\nparam y = {{ .b.c }}\n{{- end }}\nvar x = '{{ .d }}:1'", ['{{ .d }}:1']],
    ["var y = map([1], (a, b) => { c: a })\nvar x = 'lambda'", ['lambda']],
  ])('%s', (program, expected) => {
    expect(textsOf(program)).toEqual(expected);
    expect(parseBicep(program).problems).toEqual([]);
  });
});

test('variables that use each other have no value', () => {
  const [text = ''] = textsOf("var x = '${y}'\nvar y = x");
  expect(text).toMatch(/^\$\{.*\}$/s);
});

test('values that double with each variable are given up', () => {
  const chain = Array.from(
    { length: 200 },
    (_, index) => `var v${index} = '\${v${index + 1}}\${v${index + 1}}'`,
  );
  const [text = ''] = textsOf(['var x = v0', ...chain].join('\n'));
  expect(text.length).toBeLessThan(200_000);
});

test('whatever is written, it is read to its end without a throw', () => {
  const word = fc.constantFrom(
    'param ',
    'var ',
    'module ',
    'resource ',
    'x',
    " 'a'",
    "'''",
    '${',
    '}',
    '{',
    '[',
    ']',
    '(',
    ')',
    '=',
    '=>',
    ':',
    '?',
    '.',
    '!',
    '//',
    '/*',
    '*/',
    '@',
    '\n',
    '#',
    '$',
    '\\',
    'for ',
    'in ',
    'existing ',
    ',',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const text = words.join('');
      for (const { start, end } of [...parseBicep(text).statements, ...parseBicep(text).problems]) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 3000 },
  );
});
