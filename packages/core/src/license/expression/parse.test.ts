import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression } from './parse.ts';
import { printExpression } from './print.ts';

function canonical(text: string): string {
  const parsed = parseExpression(text);
  if (parsed.is === 'expression') return printExpression(parsed.expression);
  return parsed.is === 'invalid' ? `invalid: ${parsed.reason}` : parsed.is;
}

function notes(text: string): readonly string[] {
  const parsed = parseExpression(text);
  return parsed.is === 'expression' ? parsed.notes : [];
}

describe('canonical printing', () => {
  test.each([
    ['MIT', 'MIT'],
    ['((MIT))', 'MIT'],
    ['MIT OR Apache-2.0 AND ISC', 'MIT OR Apache-2.0 AND ISC'],
    ['MIT OR (Apache-2.0 AND ISC)', 'MIT OR Apache-2.0 AND ISC'],
    ['(MIT OR Apache-2.0) AND ISC', '(MIT OR Apache-2.0) AND ISC'],
    ['MIT OR (ISC OR (Zlib OR 0BSD))', 'MIT OR ISC OR Zlib OR 0BSD'],
    ['ISC AND (MIT AND Zlib)', 'ISC AND MIT AND Zlib'],
    [
      '(GPL-2.0-only WITH Classpath-exception-2.0) OR MIT',
      'GPL-2.0-only WITH Classpath-exception-2.0 OR MIT',
    ],
    ['Apache-2.0+', 'Apache-2.0+'],
    ['\tMIT\n OR\r\nISC ', 'MIT OR ISC'],
    ['LicenseRef-Foo.1-b', 'LicenseRef-Foo.1-b'],
    ['DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2', 'DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2'],
    ['LicenseRef-a WITH AdditionRef-b', 'LicenseRef-a WITH AdditionRef-b'],
  ])('%s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(canonical(text))).toBe(expected);
  });
});

describe('corrections are made with a note', () => {
  test.each([
    ['mit', 'MIT', '"mit" is written "MIT".'],
    ['MIT or isc', 'MIT OR ISC', '"or" is written "OR".'],
    ['GPL-2.0', 'GPL-2.0-only', '"GPL-2.0" is deprecated and read as "GPL-2.0-only".'],
    ['GPL-2.0+', 'GPL-2.0-or-later', '"GPL-2.0+" is deprecated and read as "GPL-2.0-or-later".'],
    ['agpl-3.0', 'AGPL-3.0-only', '"AGPL-3.0" is deprecated and read as "AGPL-3.0-only".'],
    [
      'LGPL-2.1-or-later+',
      'LGPL-2.1-or-later',
      '"LGPL-2.1-or-later+" is deprecated and read as "LGPL-2.1-or-later".',
    ],
    [
      'GPL-2.0-with-classpath-exception',
      'GPL-2.0-only WITH Classpath-exception-2.0',
      '"GPL-2.0-with-classpath-exception" is deprecated and read as "GPL-2.0-only WITH Classpath-exception-2.0".',
    ],
    [
      'GPL-2.0-with-GCC-exception+',
      'GPL-2.0-or-later WITH GCC-exception-2.0',
      'read as "GPL-2.0-or-later WITH',
    ],
    [
      'gpl-2.0-only with classpath-exception-2.0',
      'GPL-2.0-only WITH Classpath-exception-2.0',
      '"with" is written',
    ],
  ])('%s', (text, expected, note) => {
    expect(canonical(text)).toBe(expected);
    expect(notes(text).join(' ')).toContain(note);
  });

  test('what is canonical already has none', () => {
    expect(notes('GPL-2.0-only WITH Classpath-exception-2.0 OR LicenseRef-x')).toEqual([]);
  });
});

test('NONE and NOASSERTION stand alone', () => {
  expect(parseExpression('NONE')).toEqual({ is: 'none' });
  expect(parseExpression(' NOASSERTION ')).toEqual({ is: 'no-assertion' });
  expect(canonical('NONE OR MIT')).toBe('invalid: "NONE" is no licence and cannot be part of an expression.');
});

describe('what is no expression is answered with a reason', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['MIT OR', 'ends where a licence is expected'],
    ['OR MIT', 'stands where a licence is expected'],
    ['MIT ISC', '"ISC" at offset 4 cannot stand there'],
    ['(MIT', 'not closed'],
    ['(MIT OR ISC Zlib)', 'where ")" is expected'],
    ['MIT)', '")" at offset 3'],
    ['MIT WITH', 'exception is expected'],
    ['MIT WITH Apache-2.0', 'no id of the SPDX exception list'],
    ['GPL-2.0-with-classpath-exception WITH GCC-exception-2.0', 'already carries'],
    ['Apache-2.0 +', 'cannot stand there'],
    ['(MIT)+', 'cannot stand there'],
    ['MIT++', 'cannot stand there'],
    ['LicenseRef-a+', 'cannot follow'],
    ['LicenseRef-<script>', 'cannot stand there'],
    ['LicenseRef-', 'no id'],
    ['<MIT', 'cannot stand there'],
    ['MIT | --:|--: | EVIL', 'cannot stand there'],
    ['Foo-1.0', 'no id of the SPDX license list'],
    ['MIT Or ISC', '"Or" at offset 4'],
    ['SEE LICENSE IN ../../x', 'cannot stand there'],
    ['SEE LICENSE IN x', '"SEE" is no id'],
    ['MIT\u00a0OR ISC', 'cannot stand there'],
    ['__proto__', 'cannot stand there'],
    ['constructor', 'no id'],
  ])('%s', (text, reason) => {
    expect(canonical(text)).toMatch(/^invalid: /);
    expect(canonical(text)).toContain(reason);
  });
});

describe('hostile input', () => {
  test('parentheses may nest 200 deep and no deeper', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}MIT${')'.repeat(depth)}`;
    expect(canonical(nested(200))).toBe('MIT');
    expect(canonical(nested(201))).toBe('invalid: Parentheses nest deeper than 200.');
  });

  test('a thousand open parentheses are a reason, not an overflow', () => {
    expect(canonical('(MIT OR '.repeat(1_000))).toContain('deeper than 200');
    expect(canonical('(MIT OR '.repeat(10_000))).toContain('characters');
    expect(canonical('('.repeat(16_000))).toContain('deeper than 200');
  });

  test('long chains are read without recursion', () => {
    expect(canonical(`MIT${' OR MIT'.repeat(2_000)}`)).toHaveLength(14_003);
    expect(canonical(`MIT${' AND MIT'.repeat(2_000)}`)).toHaveLength(16_003);
  });

  test('a megabyte is refused before it is read, and reasons stay short', () => {
    expect(canonical('x'.repeat(1_000_000))).toContain('1000000 characters');
    expect(canonical('x'.repeat(16_000)).length).toBeLessThan(200);
  });

  test('no text throws', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      ' ',
      '+',
      'MIT',
      'GPL-2.0',
      'OR',
      'AND',
      'WITH',
      'LicenseRef-',
      ':',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((some) => some.join('')),
        ),
        (text) => {
          expect(['expression', 'none', 'no-assertion', 'invalid']).toContain(parseExpression(text).is);
        },
      ),
    );
  });
});

describe('against spdx-expression-parse', () => {
  // It is untyped CommonJS. Its tree is binary; ours is flat, so only what a text means to it is compared.
  const oracle: (text: string) => unknown = createRequire(import.meta.url)('spdx-expression-parse');
  const leaf = fc.constantFrom(
    'MIT',
    'Apache-2.0+',
    'ISC',
    'GPL-3.0-only WITH GCC-exception-3.1',
    'LicenseRef-x',
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `${a} AND ${b}`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `${a} OR ${b}`),
      tie('expression').map((inner) => `(${inner})`),
    ),
  }));

  test('canonical text means the same to it', () => {
    fc.assert(
      fc.property(expression, (text) => {
        expect(flat(oracle(canonical(text)))).toEqual(flat(oracle(text)));
      }),
    );
  });

  test('texts broken at a random place are refused by both or read by both', () => {
    fc.assert(
      fc.property(expression, fc.nat(), fc.constantFrom('', '(', ')', ' ', ' OR '), (text, at, inserted) => {
        const place = at % (text.length + 1);
        const broken = `${text.slice(0, place)}${inserted}${text.slice(place + (inserted === '' ? 3 : 0))}`;
        // Known differences: it reads no exception of a LicenseRef.
        fc.pre(!/LicenseRef\S* WITH/.test(broken));
        expect(parseExpression(broken).is === 'expression', broken).toBe(isReadable(() => oracle(broken)));
      }),
    );
  });
});

function isReadable(read: () => unknown): boolean {
  try {
    return read() !== undefined;
  } catch {
    return false;
  }
}

function flat(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || !('conjunction' in node)) return node;
  const terms = termsOf(node, node.conjunction);
  return { [String(node.conjunction)]: terms.map(flat) };
}

function termsOf(node: unknown, conjunction: unknown): readonly unknown[] {
  if (typeof node !== 'object' || node === null || !('left' in node) || !('right' in node)) return [node];
  if (!('conjunction' in node) || node.conjunction !== conjunction) return [node];
  return [...termsOf(node.left, conjunction), ...termsOf(node.right, conjunction)];
}
