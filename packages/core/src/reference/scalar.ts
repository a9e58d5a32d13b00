import { type MappedRun, type MappedText, mappedText } from '../parse/mapped-text.ts';
import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import type { Reference } from './reference.ts';

/** The text of a scalar as a reference, at the place where it stands. */
export function scalarReference(scalar: ScalarNode): Reference {
  const { start, end } = scalar;
  return { at: { start, end }, resolved: encodedText(scalar.text, scalar, scalar.verbatim) };
}

/** A reference put together of scalars and of texts that the format supplies; it stands where `at` does. */
export function joinedReference(at: Span, parts: readonly (ScalarNode | string)[]): Reference {
  const pieces = parts.flatMap((part) =>
    typeof part === 'string' ? [supplied(part, at)] : encodedText(part.text, part, part.verbatim).pieces,
  );
  return { at: { start: at.start, end: at.end }, resolved: resolvedText(pieces) };
}

/** A text that a span holds as it is, or encodes. */
export function encodedText(text: string, { start, end }: Span, verbatim: boolean): ResolvedText {
  return resolvedText([{ is: 'written', text, span: { start, end }, verbatim, via: [] }]);
}

function supplied(text: string, { start, end }: Span): TextPiece {
  return { is: 'supplied', text, span: { start, end }, verbatim: false, via: [] };
}

/** Where the characters of a scalar stand in the source: line by line in a block, between the escapes of a quoted text, as a whole where it is encoded. */
export function scalarText(source: string, scalar: ScalarNode): MappedText {
  const { text, start, end, verbatim, style } = scalar;
  if (verbatim) return mappedText(source, [scalar]);
  const lines = style === 'literal' ? literalLines(source, scalar) : quotedRuns(source, scalar);
  return lines ?? { text, runs: [{ at: 0, start, length: text.length, encodes: end - start }] };
}

/** The lines of a literal block (`|`) without their indentation; `null` where the source says something else. */
function literalLines(source: string, { text, start, end }: ScalarNode): MappedText | null {
  const runs = [];
  let at = 0;
  let from = start;
  while (at < text.length) {
    const lineEnd = indexOr(text, '\n', at);
    const sourceEnd = Math.min(indexOr(source, '\n', from), end);
    const line = text.slice(at, lineEnd);
    const written = source.slice(from, sourceEnd).replace(/\r$/, '');
    if (!written.endsWith(line) || sourceEnd > end) return null;
    const length = line.length + (lineEnd < text.length && source[from + written.length] === '\n' ? 1 : 0);
    runs.push({ at, start: from + written.length - line.length, length });
    at = lineEnd + 1;
    from = sourceEnd + 1;
  }
  return { text, runs };
}

const escaped = /\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U[0-9A-Fa-f]{8}|[^\r\n])/y;

/** The stretches between the escapes of a quoted text; `null` where lines are folded in it. */
function quotedRuns(source: string, { text, start, end, style, templated }: ScalarNode): MappedText | null {
  if (style !== 'double-quoted' || templated) return null;
  const runs: MappedRun[] = [];
  let at = 0;
  let from = start;
  while (from < end) {
    const next = Math.min(indexOr(source, '\\', from), end);
    const length = next - from;
    if (text.slice(at, at + length) !== source.slice(from, next)) return null;
    if (length > 0) runs.push({ at, start: from, length });
    at += length;
    from = next;
    if (next >= end) break;
    escaped.lastIndex = next;
    const written = escaped.exec(source)?.[0];
    if (written === undefined) return null;
    const decoded = written.startsWith('\\U') && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    runs.push({ at, start: next, length: decoded, encodes: written.length });
    at += decoded;
    from = next + written.length;
  }
  return at === text.length ? { text, runs } : null;
}

function indexOr(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? text.length : found;
}
