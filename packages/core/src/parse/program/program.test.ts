import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalEvaluation } from '../literals/index.ts';
import { programFunction } from './functions.ts';
import type { ProgramLanguage } from './language.ts';
import { callsOf, parseProgram } from './program.ts';

/** The texts that the first argument of each call of `known` may be. */
function textsOf(text: string, language: ProgramLanguage): readonly (readonly string[])[] {
  const program = parseProgram(text, language);
  const evaluation = literalEvaluation({
    source: text,
    lookup: (name) => program.declared.get(name),
    call: programFunction,
  });
  return [...callsOf(program, (callee) => /(?:^|\.)[kK]nown$/.test(callee))].map(({ args: [first] }) =>
    first ? evaluation.texts(first).map((each) => each.text) : [],
  );
}

describe('texts', () => {
  test.each<[ProgramLanguage, string, readonly string[]]>([
    ['javascript', `known('a', "b")`, ['a']],
    ['javascript', 'const a = "b"; x.y?.known(`${a}:${c.d}`)', ['b:${c.d}']],
    ['javascript', 'const a: Record<string, string> = { k: "b" }; known(a.k)', ['b']],
    ['javascript', 'let a = "b"; a = "c"; known(a)', ['${a}']],
    ['javascript', 'known<Type>(a ? "b" : "c")', ['b', 'c']],
    ['javascript', 'known(config.get("a") || "b")', ['b']],
    ['javascript', 'const r = /["\'`]/g; known("a" + "b")', ['ab']],
    ['javascript', 'known("a" as const, (x) => { return "b"; })', ['a']],
    ['javascript', 'known("\\u0061\\n")', ['a\n']],
    ['python', 'a = "b"\nknown(f"{a}:{{x}}" "c")', ['b:{x}c']],
    ['python', 'known(r"a\\n", b="c")', ['a\\n']],
    ['python', 'x.known("a" if y else "b")', ['a', 'b']],
    ['python', '"""known("no")"""\nknown("""a\nb""")', ['a\nb']],
    ['go', 'const a = "b"\nknown(pulumi.String(fmt.Sprintf("%s:%v", a, "c")))', ['b:c']],
    ['go', 'a, err := f()\nknown(`raw\\n`)', ['raw\\n']],
    ['csharp', 'const string A = "b"; Known($"{A}:{c.D,5:N}{{x}}")', ['b:${c.D}{x}']],
    ['csharp', 'Known(@"a""b\\")', ['a"b\\']],
    ['csharp', 'Known($$"""{a}{{"b"}}""")', ['{a}b']],
  ])('of %s: %s', (language, text, expected) => {
    expect(textsOf(text, language)).toEqual([expected]);
    expect(parseProgram(text, language).problems).toEqual([]);
  });
});

test.each<[ProgramLanguage, string, Readonly<Record<string, string>>]>([
  [
    'javascript',
    'import * as a from "m/n"; import { B, C as c } from "o"; const { d } = require("p"); import e from "q";',
    { a: 'm/n', B: 'o/B', c: 'o/C', d: 'p/d', e: 'q' },
  ],
  [
    'python',
    'import a.b as c\nimport d.e\nfrom f.g import (\n  h,\n  i as j,\n)\n',
    { c: 'a/b', d: 'd', h: 'f/g/h', j: 'f/g/i' },
  ],
  ['go', 'import (\n  a "x/b"\n  "y/c/v3"\n)\nimport "z"', { a: 'x/b', c: 'y/c/v3', z: 'z' }],
  ['csharp', 'using A.B;\nusing C = D.E;', { C: 'D/E' }],
])('imports of %s', (language, text, expected) => {
  expect(Object.fromEntries(parseProgram(text, language).imports.names)).toEqual(expected);
});

test('namespaces of C# stay open', () => {
  expect(parseProgram('using A.B;\nusing static C.D;', 'csharp').imports.open).toEqual(['A/B', 'C/D']);
});

test('whatever is written, it is read to its end without a throw', () => {
  const word = fc.constantFrom(
    'known(',
    'new ',
    'a',
    '.b',
    '"',
    "'",
    '`',
    '"""',
    "'''",
    '${',
    'f"',
    '$"',
    '@"',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '=',
    ':=',
    '=>',
    ':',
    '?',
    '??',
    '+',
    ',',
    ';',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    '\n',
    '\\',
    'import ',
    'from ',
    'using ',
    'const ',
    'lambda ',
    'if ',
    'else ',
    '...',
    '**',
  );
  const language = fc.constantFrom<ProgramLanguage>('javascript', 'python', 'go', 'csharp');
  fc.assert(
    fc.property(language, fc.array(word, { maxLength: 30 }), (each, words) => {
      for (const texts of textsOf(words.join(''), each)) expect(Array.isArray(texts)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});
