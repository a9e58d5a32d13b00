import fc from 'fast-check';
import { type ParseError, parse as parseWithComments } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { entries, get, items, type Node, parseJson, parseJsonOrYaml, scalarOf, textOf } from './index.ts';

function rootOf(text: string): Node | undefined {
  return parseJson(text).documents[0]?.root;
}

/** Makes the value that JSON.parse would; keys go through defineProperty because of `__proto__`. */
function jsonOf(node: Node | undefined): unknown {
  if (node?.is === 'scalar') return node.style === 'plain' ? JSON.parse(node.text) : node.text;
  if (node?.is === 'list') return node.items.map(jsonOf);
  const made = {};
  for (const { key, value } of entries(node)) {
    Object.defineProperty(made, key.text, {
      value: jsonOf(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return made;
}

function scalarsOf(node: Node | undefined): readonly (Node & { is: 'scalar' })[] {
  if (node?.is === 'scalar') return [node];
  if (node?.is === 'list') return node.items.flatMap(scalarsOf);
  return node?.is === 'map' ? node.entries.flatMap(({ key, value }) => [key, ...scalarsOf(value)]) : [];
}

describe('agreement with other readers', () => {
  test('every value that JSON.stringify writes is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text).problems).toEqual([]);
        expect(jsonOf(rootOf(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('what JSON.parse takes has no problem, and what has no problem is taken by jsonc-parser', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '{',
            '}',
            '[',
            ']',
            ',',
            ':',
            '"a"',
            '1',
            'null',
            ' ',
            '-',
            '\n',
            '// c\n',
            '/* c */',
          ),
          { maxLength: 12 },
        ),
        (parts) => {
          const text = parts.join('');
          const { problems } = parseJson(text);
          const errors: ParseError[] = [];
          const value: unknown = parseWithComments(text, errors, { allowTrailingComma: true });
          expect({
            text,
            clean: problems.filter(({ message }) => !message.includes('repeated')).length === 0,
          }).toEqual({ text, clean: errors.length === 0 });
          if (errors.length === 0) expect(jsonOf(rootOf(text))).toEqual(value);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('writing a word over a verbatim string re-reads as that word and changes nothing else', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (text, pick) => {
        const root = rootOf(text);
        const spots = scalarsOf(root).filter(({ verbatim, style }) => verbatim && style !== 'plain');
        const spot = spots[pick % Math.max(1, spots.length)];
        if (!spot) return;
        expect(text.slice(spot.start, spot.end)).toBe(spot.text);
        const changed = rootOf(`${text.slice(0, spot.start)}word${text.slice(spot.end)}`);
        expect(scalarsOf(changed).map((one) => one.text)).toEqual(
          scalarsOf(root).map((one) => (one.start === spot.start ? 'word' : one.text)),
        );
      }),
    );
  });
});

test('comments, trailing commas and a byte order mark are read', () => {
  const root = rootOf('\uFEFF// top\n{"a": "x@sha", // v4\n "b": [1, 2,], /* z */ }');
  expect(scalarOf(root, 'a')?.comment).toMatchObject({ text: 'v4' });
  expect(items(root, 'b')).toHaveLength(2);
  expect(parseJson('{"a": 1,}').problems).toEqual([]);
});

test('numbers stay text', () => {
  const long = '9'.repeat(400);
  const root = rootOf(`{"a": 1.10, "b": 1e400, "c": ${long}}`);
  expect(['a', 'b', 'c'].map((key) => textOf(root, key))).toEqual(['1.10', '1e400', long]);
});

test('"<<" and "__proto__" are ordinary keys', () => {
  const root = rootOf('{"<<": {"a": "1"}, "__proto__": {"b": "2"}}');
  expect(get(root, 'a')).toBeUndefined();
  expect(textOf(root, '__proto__', 'b')).toBe('2');
});

test('both values of a broken object are kept, each trouble with its place', () => {
  const text = '{"a":1,,"b":{"c":2 "d":3}';
  expect(textOf(rootOf(text), 'b', 'd')).toBe('3');
  expect(parseJson(text).problems).toMatchObject([{ start: 7, end: 8 }, { start: 20 }, { start: 25 }]);
});

test('a repeated key is a problem and the last one wins', () => {
  const { documents, problems } = parseJson('{"a": "1", "a": "2"}');
  expect(problems).toMatchObject([{ start: 12, end: 13 }]);
  expect(textOf(documents[0]?.root, 'a')).toBe('2');
});

test.each([
  '['.repeat(100_000),
  '{"a":'.repeat(100_000),
  `[${'['.repeat(100_000)}${']'.repeat(100_000)}, 1]`,
])('100,000 levels are a problem, not an overflow', (text) => {
  expect(parseJson(text).problems[0]?.message).toContain('deeper than 200');
});

test('what stands behind a too deep value is read', () => {
  const text = `{"a": ${'['.repeat(300)}"]"${']'.repeat(300)}, "b": "c"}`;
  expect(textOf(rootOf(text), 'b')).toBe('c');
});

test('changed characters never make it throw, and spans stay inside of the text', () => {
  const seed = '{"a": [1, -2.5e3, true, null], // c\n "b\\n\\u0041": {"c": "d"}, /* e */ "f": "",}';
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(seed.length - 1), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })), {
        maxLength: 6,
      }),
      (flips) => {
        let text = seed;
        for (const [at, char] of flips) text = text.slice(0, at) + char + text.slice(at + 1);
        const { documents, problems } = parseJson(text);
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

test.each(['', ' ', '\uFEFF', '\0', '}', '"', '/', '/*', '\\', ',', ':'])('%j is a problem', (text) => {
  expect(parseJson(text).problems.length).toBeGreaterThan(0);
});

test('what begins as JSON is read as YAML where that makes more of it', () => {
  const rootOf = (text: string) => parseJsonOrYaml(text).documents[0]?.root;
  expect(textOf(rootOf('{"a": \'it is\', "b": <PORT>}'), 'b')).toBe('<PORT>');
  expect(textOf(rootOf('{"a": "1",\n\t"b": "2"}'), 'b')).toBe('2');
  expect(parseJsonOrYaml('{"a": [').problems).not.toEqual([]);
});
