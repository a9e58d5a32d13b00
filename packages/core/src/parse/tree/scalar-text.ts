import { type MappedRun, type MappedText, mappedText } from '../mapped-text.ts';
import type { ScalarNode } from './node.ts';

/**
 * Where the characters of a scalar stand in the source: line by line in a block, word by word where lines are folded,
 * between the escapes of a quoted text, as a whole where its bytes say it in another way.
 */
export function scalarText(source: string, scalar: ScalarNode): MappedText {
  const { text, start, end, verbatim, style } = scalar;
  if (verbatim) return mappedText(source, [scalar]);
  const runs = runsOf(source, scalar, style);
  return runs
    ? { text, runs }
    : { text, runs: [{ at: 0, start, length: text.length, encodes: end - start }] };
}

function runsOf(source: string, scalar: ScalarNode, style: ScalarNode['style']): readonly MappedRun[] | null {
  if (style === 'literal') return literalRuns(source, scalar);
  const isQuoted = style === 'double-quoted' && !scalar.templated;
  return (isQuoted ? quotedRuns(source, scalar) : null) ?? foldedRuns(source, scalar);
}

/** The lines of a literal block (`|`) without their indentation; `null` where the source says something else. */
function literalRuns(source: string, { text, start, end }: ScalarNode): readonly MappedRun[] | null {
  const runs: MappedRun[] = [];
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
  return runs;
}

const escaped = /\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U[0-9A-Fa-f]{8}|[^\r\n])/y;

/** The stretches between the escapes of a quoted text; `null` where lines are folded in it. */
function quotedRuns(source: string, { text, start, end }: ScalarNode): readonly MappedRun[] | null {
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
  return at === text.length ? runs : null;
}

/** The words of lines that are folded into one (`>`, and plain text over lines); `null` where the source has others. */
function foldedRuns(source: string, { text, start, end }: ScalarNode): readonly MappedRun[] | null {
  const runs: MappedRun[] = [];
  let from = start;
  for (const { index, 0: word } of text.matchAll(/\S+/g)) {
    const found = source.indexOf(word, from);
    if (found < 0 || found + word.length > end || source.slice(from, found).trim() !== '') return null;
    // The blank after a word belongs to it, so that every character of the text stands somewhere.
    runs.push({ at: index, start: found, length: word.length + (index + word.length < text.length ? 1 : 0) });
    from = found + word.length;
  }
  return runs;
}

function indexOr(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? text.length : found;
}
