import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributeOf,
  attributesOf,
  blocksOf,
  expressionProblems,
  type HclExpression,
  literalString,
  parseHcl,
} from './index.ts';

const module = `# header
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws" # why
  version = "~> 5.0"

  providers = { aws = aws.east }
  nested "x" y { deep = <<-EOT
      one
        two \${local.x}
    EOT
  }
}
`;

describe('structure', () => {
  test('blocks, labels and attributes stand where they are written', () => {
    const { body, problems } = parseHcl(module);
    expect(problems).toEqual([]);
    const [block] = blocksOf(body, 'module');
    expect(block?.labels.map((label) => [label.text, module.slice(label.start, label.end)])).toEqual([
      ['vpc', 'vpc'],
    ]);
    expect(module.slice(block?.header.start, block?.header.end)).toBe('module "vpc"');
    const source = block && attributeOf(block.body, 'source');
    expect(literalString(source?.value)).toMatchObject({
      value: 'terraform-aws-modules/vpc/aws',
      exact: true,
    });
    expect(source && module.slice(source.start, source.end)).toBe(
      'source  = "terraform-aws-modules/vpc/aws"',
    );
  });

  test('a byte order mark, carriage returns and NUL hide nothing', () => {
    expect(stringOf('\ufeffa = "x"\r\nb = "y"\r\n', 'b')).toBe('y');
    expect(stringOf('a = "x"\rb = "y"\r', 'b')).toBe('y');
    expect(stringOf('a = "\0"\nb = "y"\n', 'b')).toBe('y');
  });

  test('a name like an object property is a name', () => {
    const { body } = parseHcl('__proto__ "constructor" {\n  toString = "x"\n}\n');
    const [block] = blocksOf(body, '__proto__');
    expect(block?.labels[0]?.text).toBe('constructor');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(blocksOf(body, 'constructor')).toEqual([]);
  });
});

describe('literals know where their value is written', () => {
  test('escapes are encodings, the text around them is exact', () => {
    const text = 'a = "x\\ny$${z}"\n';
    expect(literals(text)).toEqual([
      ['x', 'x', true],
      ['\n', '\\n', false],
      ['y', 'y', true],
      ['${', '$${', false],
      ['z}', 'z}', true],
    ]);
  });

  test('each line of an indented heredoc is exact without its indentation', () => {
    expect(literals('a = <<-E\n    one\n      two\n  E\n')).toEqual([
      ['one\n', 'one\n', true],
      ['  two\n', '  two\n', true],
    ]);
  });

  test('every literal of any quoted string parses to itself again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (content) => {
        const text = `a = ${JSON.stringify(content.toWellFormed()).replaceAll(/[$%]/g, '#')}\n`;
        const found = literals(text);
        for (const [value, written, exact] of found) {
          if (exact) expect(written).toBe(value);
          else expect(literals(`a = "${written}"\n`)[0]?.[0]).toBe(value);
        }
      }),
    );
  });
});

describe('broken input', () => {
  test.each([
    ['a quote', 'source = "x'],
    ['a bracket', 'source = foo(["x"'],
    ['a brace of an object', 'source = {\n    x = 1'],
    ['an interpolation', 'source = "${foo"'],
    ['a heredoc', 'source = <<EOT\n  x'],
    ['a comment', 'source = 1 /* x'],
    ['a brace of a block', 'inner {\n    x = 1'],
  ])('%s that is not closed leaves the other blocks', (_, line) => {
    const text = `module "a" {\n  ${line}\n  version = "1"\n}\nmodule "b" {\n  source = "b"\n}\nmodule "c" {\n  source = "c"\n}\n`;
    const { body, problems } = parseHcl(text);
    expect(problems).not.toEqual([]);
    const blocks = blocksOf(body, 'module');
    expect(blocks.map((block) => block.labels[0]?.text)).toEqual(['a', 'b', 'c']);
    expect(literalString(attributeOf(blocks[2]?.body ?? body, 'source')?.value)?.value).toBe('c');
  });

  test('the attributes after a broken value are read', () => {
    const { body } = parseHcl('module "a" {\n  source = "x\n  version = "1"\n}\n');
    const [block] = blocksOf(body, 'module');
    expect(literalString(attributeOf(block?.body ?? body, 'version')?.value)?.value).toBe('1');
  });

  test('a healthy object in a broken file stays whole', () => {
    const { body } = parseHcl('a "x" {\n  o = {\n    k = 1\n    l = 2\n  }\n  z = [\n}\n');
    const attributes = blocksOf(body, 'a')[0]?.body;
    const value = attributes && attributeOf(attributes, 'o')?.value;
    expect(value?.is === 'object' && value.items.length).toBe(2);
    expect(attributes && attributesOf(attributes).map((attribute) => attribute.name)).toEqual(['o', 'z']);
  });

  test('a broken item leaves the items beside it', () => {
    const { body } = parseHcl('a = {\n  x = @\n  y = "good"\n}\n');
    const value = attributeOf(body, 'a')?.value;
    expect(value?.is === 'object' && value.items.map((item) => literalString(item.value)?.value)).toEqual([
      undefined,
      'good',
    ]);
  });

  test('flipped characters never throw, and every problem has its place', () => {
    fc.assert(
      fc.property(
        fc.nat(module.length - 1),
        fc.string({ unit: 'binary', maxLength: 2 }),
        fc.nat(2),
        (at, by, cut) => {
          const text = module.slice(0, at) + by + module.slice(at + cut);
          const { body, problems } = parseHcl(text);
          for (const { start, end } of [...problems, ...expressionProblems(body)]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(end).toBeGreaterThanOrEqual(start);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('garbage never throws', () => {
    const token = fc.constantFrom(
      'a',
      '=',
      '{',
      '}',
      '"',
      '${',
      '%{',
      '<<E',
      '\n',
      '[',
      ']',
      '(',
      ')',
      '/*',
      '#',
      ',',
      '.',
      '*',
      'E',
      ' ',
      'if',
      'for',
      '\\',
      '?',
      ':',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const { body } = parseHcl(tokens.join(''));
        return Array.isArray([...expressionProblems(body)]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('hostile depth', () => {
  const n = 100_000;
  test.each([
    ['parentheses', `a = ${'('.repeat(n)}`],
    ['closed brackets', `a = ${'['.repeat(n)}${']'.repeat(n)}`],
    ['templates', `a = "${'${"'.repeat(n)}`],
    ['blocks', 'a {\n'.repeat(n)],
    ['operators', `a = 1${'+1'.repeat(n)}`],
    ['signs', `a = ${'!'.repeat(n)}x`],
    ['conditions', `a = ${'b ? c : '.repeat(n)}d`],
    ['directives', `a = "${'%{if x}'.repeat(n)}"`],
    ['indexes', `a = ${'x['.repeat(n)}1${']'.repeat(n)}`],
    ['comments', 'a = 1 /*\n'.repeat(n)],
    ['heredocs', Array.from({ length: n / 10 }, (_, index) => `a = <<E${index}\n`).join('')],
  ])('%s give problems, no overflow', (_, text) => {
    const { body, problems } = parseHcl(text);
    expect([...problems, ...expressionProblems(body)]).not.toEqual([]);
  });

  test('a hundred thousand blocks and a string of 10 MB are read', () => {
    expect(blocksOf(parseHcl('a "b" {\n  c = 1\n}\n'.repeat(n)).body, 'a').length).toBe(n);
    expect(stringOf(`a = "${'x'.repeat(10_000_000)}"\n`, 'a')?.length).toBe(10_000_000);
  });
});

function stringOf(text: string, name: string): string | undefined {
  return literalString(attributeOf(parseHcl(text).body, name)?.value)?.value;
}

function literals(text: string): readonly (readonly [value: string, written: string, exact: boolean])[] {
  const value: HclExpression | undefined = attributeOf(parseHcl(text).body, 'a')?.value;
  if (value?.is !== 'template') return [];
  return value.parts.flatMap((part) =>
    part.is === 'literal' ? [[part.value, text.slice(part.start, part.end), part.exact] as const] : [],
  );
}
