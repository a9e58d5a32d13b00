import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { entries, items, type Node, parseToml, scalarOf, textOf } from './index.ts';

function rootOf(text: string): Node | undefined {
  return parseToml(text).documents[0]?.root;
}

function shapeOf(node: Node | undefined): unknown {
  if (node?.is === 'scalar') return node.style === 'plain' ? 'literal' : node.text;
  if (node?.is === 'list') return node.items.map(shapeOf);
  return new Map(entries(node).map(({ key, value }) => [key.text, shapeOf(value)]));
}

function oracleOf(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(oracleOf);
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return new Map(Object.entries(value).map(([key, member]) => [key, oracleOf(member)]));
  }
  return 'literal';
}

function scalarsOf(node: Node | undefined): readonly (Node & { is: 'scalar' })[] {
  if (node?.is === 'scalar') return [node];
  if (node?.is === 'list') return node.items.flatMap(scalarsOf);
  return node?.is === 'map' ? node.entries.flatMap(({ key, value }) => [key, ...scalarsOf(value)]) : [];
}

function accepts(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2999-01-01') }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: false }),
  ),
}));

const STATEMENTS = [
  '[a]',
  '[a.b]',
  '[[a]]',
  '[[a.b]]',
  '[[c]]',
  '[c.d]',
  '["x y"]',
  '[ a . b ]',
  'a = 1',
  'a.b = 2',
  'b = "x" # c',
  'b.c = {d = 1, e.f = [1,\n 2, # c\n]}',
  'c = []',
  'c = [{a = 1}, {a = 2,},]',
  'd = """\nx "q" \\\n   y"""""',
  "d = '''a'b'''",
  "e = '\\x'",
  'f = "\\u00e9\\x41\\e"',
  'g = 1979-05-27 07:32:00Z',
  'g = 07:32',
  'h = 0x_1',
  'h = 0xdead_beef',
  'h = +inf',
  'h = 01',
  'h = 1_000.5e-3',
  'i = { a.b = 1, a = 2 }',
  '# c',
  'k',
  '= 1',
  'l = ',
  'm = "open',
  'n = true x',
  '"" = 1',
  'o = .5',
  'p = 1e400',
];

describe('agreement with smol-toml', () => {
  test('what it writes is read without a problem, with the same keys and strings', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { maxKeys: 4, noNullPrototype: false }), (table) => {
        const text = stringify(table);
        expect(parseToml(text).problems).toEqual([]);
        expect(shapeOf(rootOf(text))).toEqual(oracleOf(parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  test('a text has a problem exactly when it is refused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, eol) => {
          const text = lines.join(eol);
          expect({ text, clean: parseToml(text).problems.length === 0 }).toEqual({
            text,
            clean: accepts(text),
          });
          if (accepts(text)) expect(shapeOf(rootOf(text))).toEqual(oracleOf(parse(text)));
        },
      ),
      { numRuns: 4000 },
    );
  });

  test('writing a word over a verbatim string re-reads as that word and changes nothing else', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), value, { minKeys: 1, maxKeys: 4, noNullPrototype: false }),
        fc.nat(),
        (table, pick) => {
          const text = stringify(table);
          const root = rootOf(text);
          const spots = scalarsOf(root).filter(({ verbatim, style }) => verbatim && style !== 'plain');
          const spot = spots[pick % Math.max(1, spots.length)];
          if (!spot) return;
          expect(text.slice(spot.start, spot.end)).toBe(spot.text);
          const word = 'a-word-that-is-new';
          const changed = scalarsOf(rootOf(text.slice(0, spot.start) + word + text.slice(spot.end)));
          // A key of a header may be written once and name one table.
          expect(changed.map((one) => one.text)).toContain(word);
          expect(changed.length).toBeGreaterThanOrEqual(scalarsOf(root).length);
        },
      ),
    );
  });
});

test('versions and dates stay the text that is written, with remarks', () => {
  const text = '[tools]\nnode = "22" # lts\npython = 3.10\nwhen = 1979-05-27 07:32:00Z\n';
  const root = rootOf(text);
  expect(['node', 'python', 'when'].map((key) => textOf(root, 'tools', key))).toEqual([
    '22',
    '3.10',
    '1979-05-27 07:32:00Z',
  ]);
  const node = scalarOf(root, 'tools', 'node');
  expect(text.slice(node?.start, node?.end)).toBe('22');
  expect(node?.comment).toMatchObject({ text: 'lts' });
});

test('arrays of tables grow, and tables below them belong to the last one', () => {
  const root = rootOf('[[p]]\nname = "a"\n[p.x]\ny = 1\n[[p]]\nname = "b"\n');
  expect(items(root, 'p').map((item) => textOf(item, 'name'))).toEqual(['a', 'b']);
  expect(textOf(root, 'p', 0, 'x', 'y')).toBe('1');
});

test('a line that cannot be read costs only itself', () => {
  const text = 'a = 1\nb = \nc = "open\nd = [1, 2\ne = 5\nf = 6\n';
  const { documents, problems } = parseToml(text);
  expect(entries(documents[0]?.root).map(({ key }) => key.text)).toEqual(['a', 'f']);
  expect(problems).toHaveLength(3);
});

test('keys of Object.prototype are ordinary', () => {
  expect(textOf(rootOf('__proto__.a = "1"\n[constructor]\nb = 2'), '__proto__', 'a')).toBe('1');
});

test.each([
  `a = ${'['.repeat(100_000)}`,
  `a = ${'{a = '.repeat(100_000)}`,
  `${'a.'.repeat(100_000)}b = 1`,
  `[${'a.'.repeat(100_000)}b]`,
])('100,000 levels are a problem, not an overflow', (text) => {
  expect(parseToml(text).problems[0]?.message).toContain('deeper than 200');
});

test('changed characters never make it throw, and spans stay inside of the text', () => {
  const seed = '[a.b]\nc = "d\\n" # e\n[[f]]\ng = [1, {h = true}]\ni = """\nj\\\n"""\nk = 1979-05-27\n';
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(seed.length - 1), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })), {
        maxLength: 6,
      }),
      (flips) => {
        let text = seed;
        for (const [at, char] of flips) text = text.slice(0, at) + char + text.slice(at + 1);
        const { documents, problems } = parseToml(text);
        for (const { start, end } of [...problems, ...documents.flatMap(({ root }) => scalarsOf(root))]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
