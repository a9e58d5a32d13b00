import { expect, test } from 'vitest';
import { bar, fold } from './terminal.ts';

test('text is folded at spaces, a longer word stands alone, and nothing of it is lost', () => {
  expect(fold('one two three', 8, '  ')).toBe('one two\n  three');
  expect(fold('a https://example.org/a/long/address b', 12, '')).toBe(
    'a\nhttps://example.org/a/long/address\nb',
  );
  expect(fold('one two three', Number.POSITIVE_INFINITY, '  ')).toBe('one two three');
});

test('a bar has its width, and the smallest part shows', () => {
  const parts = [
    { mark: 'a', count: 1 },
    { mark: 'b', count: 999 },
    { mark: 'c', count: 0 },
  ];
  expect(bar(parts, 12)).toBe('abbbbbbbbbbb');
  expect(bar([], 3)).toBe('   ');
});
