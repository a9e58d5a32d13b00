import { expect, test } from 'vitest';
import { meaningOf } from './meaning.ts';

test.each([
  ['MIT OR Apache-2.0', 'Apache-2.0 OR MIT'],
  ['(b OR a) AND c', '(b OR a) AND c'],
  ['MIT AND (ISC OR Zlib) AND MIT', '(ISC OR Zlib) AND MIT'],
  ['Zlib OR (MIT AND ISC)', 'ISC AND MIT OR Zlib'],
  ['MIT OR MIT', 'MIT'],
  ['NONE', 'NONE'],
])('%s means the same as %s', (written, expected) => {
  expect(meaningOf(written)).toBe(expected);
});

test.each([
  ['MIT OR ISC', 'MIT AND ISC'],
  ['GPL-2.0-only', 'GPL-2.0-or-later'],
  ['GPL-2.0-only', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['MIT AND (ISC OR Zlib)', 'MIT AND ISC OR Zlib'],
])('%s means something else than %s', (one, other) => {
  expect(meaningOf(one)).not.toBe(meaningOf(other));
});
