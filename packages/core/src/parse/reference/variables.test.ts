import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageReference } from './image.ts';
import { writtenPlace } from './resolved-text.ts';
import { splitVariables } from './template.ts';
import { substituteVariables } from './variables.ts';

const environment: ReadonlyMap<string, string> = new Map([
  ['SET', 'value'],
  ['EMPTY', ''],
  ['VERSION', 'v1.2.3'],
]);

function fill(text: string): string {
  return substituteVariables(text, (name) => environment.get(name) ?? null).resolved.text;
}

test.each([
  ['$SET', 'value'],
  ['${SET}', 'value'],
  ['a${SET}b', 'avalueb'],
  ['$$SET', '$SET'],
  ['$${SET}', '${SET}'],
  ['${UNSET:-d}', 'd'],
  ['${UNSET-d}', 'd'],
  ['${EMPTY:-d}', 'd'],
  ['${EMPTY-d}', ''],
  ['${SET:-d}', 'value'],
  ['${SET:?message}', 'value'],
  ['${SET:+y}', 'y'],
  ['${EMPTY:+y}', ''],
  ['${EMPTY+y}', 'y'],
  ['${UNSET:+y}', '${UNSET:+y}'],
  ['${UNSET:?message}', '${UNSET:?message}'],
  ['${UNSET:-${EMPTY:-c}}', 'c'],
  ['${UNSET:-${SET}}', 'value'],
  ['img:${TAG:-1.0}', 'img:1.0'],
  ['${UNSET}', '${UNSET}'],
  ['${SET#x}', 'value'],
  ['${SET#va}', 'lue'],
  ['${SET%ue}', 'val'],
  ['${VERSION#v}', '1.2.3'],
  ['${VERSION%.*}', 'v1.2'],
  ['${VERSION%%.*}', 'v1'],
  ['${VERSION##*.}', '3'],
  ['${VERSION#*.}', '2.3'],
  ['${VERSION%%[0-9]*}', '${VERSION%%[0-9]*}'],
  ['${UNSET#v}', '${UNSET#v}'],
  ['${SET//a/b}', '${SET//a/b}'],
  ['100%', '100%'],
  ['$', '$'],
  ['${', '${'],
  ['${}', '${}'],
])('%s gives %s', (text, expected) => {
  expect(fill(text)).toBe(expected);
});

describe('where a value is written', () => {
  test('a tag from a default is mapped into the default', () => {
    const text = '${IMAGE:-redis:${TAG:-5.0.0}}';
    const { resolved } = substituteVariables(text, () => null);
    const image = parseImageReference(resolved.text);
    if (image.is !== 'image' || !image.tagSpan) throw new Error('no tag');
    const place = writtenPlace(resolved, image.tagSpan);
    expect(place).toMatchObject({ verbatim: true });
    expect(text.slice(place?.start, place?.end)).toBe('5.0.0');
    expect(place?.via.map(({ name }) => name)).toEqual(['TAG', 'IMAGE']);
  });

  test('a value from outside has no place', () => {
    const { resolved } = substituteVariables('redis:${TAG}', () => '7');
    expect(writtenPlace(resolved, { start: 6, end: 7 })).toBeNull();
    expect(resolved.pieces[1]).toMatchObject({ is: 'supplied', span: { start: 6, end: 12 } });
  });

  test('a value with an escape in it is not verbatim', () => {
    const { resolved } = substituteVariables('a$$b', () => null);
    expect(writtenPlace(resolved, { start: 0, end: 3 })).toMatchObject({ start: 0, end: 4, verbatim: false });
  });

  test('a value with an empty variable in it is not verbatim', () => {
    const { resolved } = substituteVariables('1.${X:-}2', () => null);
    expect(writtenPlace(resolved, { start: 0, end: 3 })).toMatchObject({ start: 0, end: 9, verbatim: false });
  });
});

test('what is not resolved is never taken for a pin', () => {
  const { resolved } = substituteVariables('redis@sha256:${DIGEST}', () => null);
  expect(resolved.isResolved).toBe(false);
  expect(parseImageReference(resolved.text)).toMatchObject({ is: 'symbolic', digest: null });
});

test('nesting deeper than any honest text is a problem, not an overflow', () => {
  const { problems } = substituteVariables('${A:-'.repeat(50_000), () => null);
  expect(problems.length).toBeGreaterThan(0);
});

const piece = fc.constantFrom(
  '$',
  '{',
  '}',
  '${A',
  ':-',
  '-',
  ':+',
  '?',
  'A',
  '$$',
  '"',
  "'",
  '\\',
  ' ',
  'x',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
);

test('the parts of any text cover it in order', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { parts } = splitVariables(text, { quotes: false, escape: null, doubledDollar: true });
      let at = 0;
      for (const part of parts) {
        expect(part.start).toBe(at);
        at = part.end;
      }
      expect(at).toBe(text.length);
    }),
    { seed: 1, numRuns: 3000 },
  );
});

test('a verbatim piece of any text is what stands at its place', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { resolved } = substituteVariables(text, (name) => (name === 'A' ? 'a' : null));
      for (const { verbatim, span, text: filled } of resolved.pieces) {
        expect(span.end).toBeLessThanOrEqual(text.length);
        if (verbatim) expect(text.slice(span.start, span.end)).toBe(filled);
      }
    }),
    { seed: 2, numRuns: 3000 },
  );
});
