import type { MappedRun, MappedText } from '../parse/mapped-text.ts';
import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';

/** A script that a template puts together, as a shell parser takes it. */
export interface ScriptText {
  readonly mapped: MappedText;
  /** Puts the values of the template back for which one character stood in the script. */
  readonly restore: (resolved: ResolvedText) => ResolvedText;
}

// One private-use character for each value, so that no shell syntax is seen in it and nothing splits it.
const firstMark = 0xe000;
const mostMarks = 6_400;
const marked = /[\uE000-\uF8FF]/;

/** Makes the script that pieces of a template are; what is not the script's own text is one word character in it. */
export function scriptText(source: string, pieces: readonly TextPiece[]): ScriptText {
  const runs: MappedRun[] = [];
  const texts: string[] = [];
  const values: TextPiece[] = [];
  let at = 0;
  let cursor = 0;
  const add = (text: string, run: Omit<MappedRun, 'at'>) => {
    runs.push({ at, ...run });
    texts.push(text);
    at += text.length;
    cursor = run.start + (run.encodes ?? run.length);
  };
  for (const [index, piece] of pieces.entries()) {
    const { text, span, verbatim } = piece;
    if (isOwn(piece)) {
      const length = text.length;
      const encodes = Math.max(span.end - span.start, 0);
      add(text, verbatim ? { start: span.start, length } : { start: span.start, length, encodes });
    } else if (piece.is === 'supplied' && text === '\n') add(text, { start: cursor, length: 1, encodes: 0 });
    else {
      values.push(piece);
      const mark = String.fromCharCode(firstMark + Math.min(values.length, mostMarks) - 1);
      add(mark, { length: 1, ...placeOf(source, pieces, index, cursor) });
    }
  }
  return { mapped: { text: texts.join(''), runs }, restore: (resolved) => restored(resolved, values) };
}

function isOwn({ is, via }: TextPiece): boolean {
  return is === 'written' && via.length === 0;
}

/** Where the expression of a value stands: between the script's own texts, without what parts the elements of a list. */
function placeOf(
  source: string,
  pieces: readonly TextPiece[],
  index: number,
  cursor: number,
): Pick<MappedRun, 'start' | 'encodes'> {
  const next = pieces[index + 1];
  const end = next && isOwn(next) ? Math.min(next.span.start, cursor + longestExpression) : cursor;
  if (end <= cursor) return { start: cursor, encodes: 0 };
  const text = source.slice(cursor, end);
  const before = (/^[\s"',]*(?:- )?/.exec(text) ?? [''])[0].length;
  const inner = text.slice(before).replace(/[\s"',-]+$/, '');
  return { start: cursor + before, encodes: inner.length };
}

const longestExpression = 2_000;

function restored(resolved: ResolvedText, values: readonly TextPiece[]): ResolvedText {
  if (!marked.test(resolved.text)) return resolved;
  return resolvedText(resolved.pieces.flatMap((piece) => restoredPiece(piece, values)));
}

function restoredPiece(piece: TextPiece, values: readonly TextPiece[]): readonly TextPiece[] {
  const found: TextPiece[] = [];
  let from = 0;
  const own = (end: number) => {
    if (end > from) found.push(cut(piece, from, end));
  };
  for (let at = 0; at < piece.text.length; at += 1) {
    const value = values[piece.text.charCodeAt(at) - firstMark];
    if (!value) continue;
    own(at);
    found.push({ ...value, via: [...value.via, ...piece.via] });
    from = at + 1;
  }
  own(piece.text.length);
  return found;
}

function cut(piece: TextPiece, from: number, to: number): TextPiece {
  const text = piece.text.slice(from, to);
  const span: Span = piece.verbatim
    ? { start: piece.span.start + from, end: piece.span.start + to }
    : piece.span;
  return { ...piece, text, span };
}
