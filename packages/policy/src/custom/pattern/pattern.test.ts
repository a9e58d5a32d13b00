import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from './pattern.ts';
import { PatternError } from './syntax.ts';

const piece = fc.constantFrom(
  'a',
  'b',
  '-',
  '1',
  ' ',
  '.',
  '[ab]',
  '[^a]',
  '[a-c1]',
  '\\d',
  '\\w',
  '\\W',
  '\\s',
  '\\.',
  '(a|b)',
  '(?:ab)',
  '(ab|a|)',
  '^',
  '$',
  '\\b',
  '\\B',
  '[]a]',
);
const count = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?');
// JavaScript reads `[]` as a class without characters, and repeats of assertions not at all.
const term = fc
  .tuple(piece, count)
  .map(([of, times]) => (/^(?:\^|\$|\\b|\\B)$/i.test(of) ? of : `${of}${times}`));
const pattern = fc
  .array(
    fc.array(term, { maxLength: 4 }).map((terms) => terms.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map((branches) => branches.join('|'))
  .filter((text) => !text.includes('[]a]'));
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', '-', ' ', '.', '_', '\u{1f600}'),
  maxLength: 8,
});

test('it matches what JavaScript matches', () => {
  fc.assert(
    fc.property(pattern, text, fc.boolean(), (written, subject, ignoresCase) => {
      const ours = compilePattern(`${ignoresCase ? '(?i)' : ''}${written}`).test(subject);
      expect(ours).toBe(new RegExp(written, ignoresCase ? 'iu' : 'u').test(subject));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['^(a+)+$', `${'a'.repeat(1_000)}b`],
  ['(a|a)*b', 'a'.repeat(1_000)],
  ['a*a*a*a*a*a*a*a*b', 'a'.repeat(1_000)],
  ['(.*)*x', 'y'.repeat(1_000)],
])('what never ends in JavaScript ends here: %s', (written, subject) => {
  expect(compilePattern(written).test(subject)).toBe(false);
});

test.each([
  ['(?i)^acme/', 'ACME/widget', true],
  ['(?i)[x-z]1', 'Y1', true],
  ['[A-Z]', 'y', false],
  ['^acme/(widget|gadget)$', 'acme/gadget', true],
  ['^acme/(widget|gadget)$', 'acme/gadgets', false],
  ['[]]', ']', true],
  ['[-a]', '-', true],
  ['\\$\\{', '${', true],
  ['', '', true],
])('%s on "%s"', (written, subject, expected) => {
  expect(compilePattern(written).test(subject)).toBe(expected);
});

describe('refused', () => {
  test.each([
    ['(a', 'not closed'],
    ['a)', 'closes nothing'],
    ['[a', 'not closed'],
    ['*a', 'nothing before it'],
    ['a**', 'is repeated'],
    ['a{3,2}', 'ends before it begins'],
    ['a{200}', 'counts to 100'],
    ['(?=a)', 'nothing looks around'],
    ['(a)\\1', '"\\1" has no meaning'],
    ['\\p{L}', '"\\p" has no meaning'],
    ['a\\', 'ends too early'],
    ['[z-a]', 'ends before it begins'],
    ['((a{100}){100}){100}', 'too large'],
    ['('.repeat(30), 'nested deeper'],
    ['x'.repeat(501), 'at most 500'],
  ])('%s', (written, sentence) => {
    expect(() => compilePattern(written)).toThrow(PatternError);
    expect(() => compilePattern(written)).toThrow(sentence);
  });
});
