import { type ResolvedText, resolvedText, type TextPiece } from '../reference/resolved-text.ts';
import type { Span } from '../span.ts';
import type { Literal, TextPart } from './literal.ts';

/** An evaluated text as a literal again, so that it means the same among other parameters. */
export function resolvedLiteral({ pieces }: ResolvedText, { start, end }: Span): Literal {
  const parts = pieces.map(({ is, text, span, verbatim }): TextPart => {
    if (is === 'supplied') return { is, text };
    if (is === 'unresolved') return { is: 'hole', value: { is: 'opaque', ...span } };
    return { is: 'run', text, verbatim, ...span };
  });
  return { is: 'text', parts, start, end };
}

// No reference is put together of more parts.
const mostParts = 100;

/** Splits an evaluated text where a separator stands; every part keeps its places. */
export function splitText(text: ResolvedText, separator: string, at: Span): readonly Literal[] {
  if (separator === '') return [];
  const ends = [0];
  const starts: number[] = [];
  for (let found = text.text.indexOf(separator); found >= 0 && ends.length < mostParts; ) {
    starts.push(found);
    ends.push(found + separator.length);
    found = text.text.indexOf(separator, found + separator.length);
  }
  starts.push(text.text.length);
  return starts.map((end, index) => resolvedLiteral(cut(text, ends[index] ?? end, end), at));
}

function cut({ pieces }: ResolvedText, start: number, end: number): ResolvedText {
  let at = 0;
  const parts = pieces.flatMap((piece): readonly TextPiece[] => {
    const from = Math.min(Math.max(start - at, 0), piece.text.length);
    const to = Math.min(Math.max(end - at, from), piece.text.length);
    at += piece.text.length;
    if (from >= to) return [];
    const text = piece.text.slice(from, to);
    const span = { start: piece.span.start + from, end: piece.span.start + to };
    return [piece.verbatim ? { ...piece, text, span } : { ...piece, text }];
  });
  return resolvedText(parts);
}
