import { expect, test } from 'vitest';
import { compileWords } from './word-scan.ts';

const scan = compileWords(['image', 'FROM', 'a.b']);

test.each([
  ['x: 1\nimage: y', true],
  ['FROM x', true],
  ['from x', false],
  ['imag e', false],
  ['a.b', true],
  ['axb', false],
  ['', false],
])('%j: %s', (text, expected) => {
  expect(scan(text)).toBe(expected);
});

test.each([
  '"im\\u0061ge": 1',
  '"im\\x61ge": 1',
  'FR\\\nOM x',
  'FR\\ \r\nOM x',
  'FR`\nOM x',
  '"im\\\n  age"',
])('a word that an escape may hide is not ruled out: %j', (text) => {
  expect(scan(text)).toBe(true);
});

test('UTF-16 is never ruled out, and no words rule nothing out', () => {
  expect(scan(Buffer.from('\uFEFFimage', 'utf16le').toString('latin1'))).toBe(true);
  expect(compileWords([])('')).toBe(true);
});
