import { expect, test } from 'vitest';
import { bar, besides, fold, paint, table } from './terminal.ts';

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

test('a table that does not fit leaves out columns, then stacks its cells', () => {
  const columns = [
    { head: 'name', align: 'left' },
    { head: 'places', align: 'right', droppedAs: 1 },
    { head: 'drawn', align: 'left', isPicture: true },
  ] as const;
  const rows = [['Operating system packages', '12', '████']];
  const drawn = (width: number) => [...table(columns, rows, width, paint(false))].join('');
  expect(drawn(50)).toBe(
    'name                       places  drawn\nOperating system packages      12  ████\n',
  );
  expect(drawn(35)).toBe('name                       drawn\nOperating system packages  ████\n');
  expect(drawn(28)).toBe('Operating system packages\n  12 places\n');
});

test('what stands behind a place goes to a line of its own where there is no room', () => {
  const more = [
    { text: 'and 2 more', gap: 1 },
    { text: 'owned by @a', gap: 2 },
  ] as const;
  const at = (width: number) => besides('a.yaml:1:1', more, { width, column: 4, dim: (text) => text });
  expect(at(80)).toBe(' and 2 more  owned by @a');
  expect(at(26)).toBe(' and 2 more\n    owned by @a');
  expect(at(20)).toBe('\n    and 2 more\n    owned by @a');
});

test('each line has its own colour', () => {
  expect(paint(true).bold('a\n\nb')).toBe('\x1b[1ma\x1b[22m\n\n\x1b[1mb\x1b[22m');
  expect(paint(true).bold('')).toBe('');
});

test('a place is a link where its file has an address, and nothing in that ends it', () => {
  const linked = paint(false, (path) => (path === 'a' ? 'file:///r/a%1B' : null));
  expect(linked.at('a:1:1', 'a')).toBe('\x1b]8;;file:///r/a%1B\x1b\\a:1:1\x1b]8;;\x1b\\');
  expect(linked.at('b:1:1', 'b')).toBe('b:1:1');
});
