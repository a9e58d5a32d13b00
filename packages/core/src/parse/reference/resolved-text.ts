import type { Span } from '../span.ts';

/** A declaration that a value came through, and the place of it, if the text has one. */
export interface Via {
  readonly name: string;
  readonly place: Span | null;
  /** Whether the value is one of several that a matrix gives. */
  readonly isChoice?: boolean;
}

/**
 * A run of resolved text: `written` stands at `span` of the scanned text, `supplied` came from outside it in place
 * of the variable at `span`, `unresolved` is the expression at `span` as written.
 */
export interface TextPiece {
  readonly is: 'written' | 'supplied' | 'unresolved';
  readonly text: string;
  readonly span: Span;
  /** True where the bytes at `span` are the text itself; false after an escape, and for what was supplied. */
  readonly verbatim: boolean;
  readonly via: readonly Via[];
}

/** A text with its variables filled in, and where each run of it comes from. */
export interface ResolvedText {
  /** What could not be resolved stands in it as written, and is symbolic to the parsers of references. */
  readonly text: string;
  readonly pieces: readonly TextPiece[];
  readonly isResolved: boolean;
}

/** Where a range of a resolved text is written, and whether its bytes are the value itself. */
export interface WrittenPlace extends Span {
  readonly verbatim: boolean;
  readonly via: readonly Via[];
}

/** Joins pieces, merging neighbours that were written side by side. */
export function resolvedText(pieces: readonly TextPiece[]): ResolvedText {
  const joined: TextPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && areSideBySide(last, piece)) {
      const span = { start: last.span.start, end: piece.span.end };
      joined[joined.length - 1] = { ...last, text: last.text + piece.text, span };
    } else if (piece.text !== '' || piece.is !== 'written') joined.push(piece);
  }
  return {
    text: joined.map((piece) => piece.text).join(''),
    pieces: joined,
    isResolved: joined.every((piece) => piece.is !== 'unresolved'),
  };
}

/** A text that stands in the scanned text just as it is. */
export function writtenText(text: string, start: number): ResolvedText {
  const span = { start, end: start + text.length };
  return resolvedText([{ is: 'written', text, span, verbatim: true, via: [] }]);
}

/** A value from outside the scanned text: an environment, a settings file. */
export function suppliedText(text: string): ResolvedText {
  return resolvedText([{ is: 'supplied', text, span: { start: 0, end: 0 }, verbatim: false, via: [] }]);
}

/** An expression that stays as it is written. */
export function unresolvedText(text: string, span: Span): ResolvedText {
  return resolvedText([{ is: 'unresolved', text, span, verbatim: false, via: [] }]);
}

/**
 * Finds where a range of a resolved text is written; `null` if a part of it was supplied from outside or is
 * unresolved, or if its parts come from different places.
 */
export function writtenPlace(resolved: ResolvedText, range: Span): WrittenPlace | null {
  let place: WrittenPlace | null = null;
  let offset = 0;
  for (const piece of resolved.pieces) {
    const from = Math.max(range.start - offset, 0);
    const to = Math.min(range.end - offset, piece.text.length);
    offset += piece.text.length;
    if (from >= to) continue;
    if (piece.is !== 'written') return null;

    const part = placeWithin(piece, from, to);
    if (place === null) {
      place = part;
      continue;
    }
    if (!isSameVia(place.via, part.via) || part.start < place.end) return null;
    const verbatim: boolean = place.verbatim && part.verbatim && part.start === place.end;
    place = { start: place.start, end: part.end, verbatim, via: place.via };
  }
  return place;
}

function placeWithin(piece: TextPiece, from: number, to: number): WrittenPlace {
  if (!piece.verbatim) return { ...piece.span, verbatim: false, via: piece.via };
  const { start } = piece.span;
  return { start: start + from, end: start + to, verbatim: true, via: piece.via };
}

function areSideBySide(left: TextPiece, right: TextPiece): boolean {
  return (
    left.is === 'written' &&
    right.is === 'written' &&
    left.verbatim &&
    right.verbatim &&
    left.span.end === right.span.start &&
    isSameVia(left.via, right.via)
  );
}

function isSameVia(left: readonly Via[], right: readonly Via[]): boolean {
  if (left === right) return true;
  return (
    left.length === right.length &&
    left.every(
      (via, index) => via.name === right[index]?.name && via.place?.start === right[index]?.place?.start,
    )
  );
}

/** Cuts a range out of a resolved text. */
export function partOf({ pieces }: ResolvedText, { start, end }: Span): ResolvedText {
  let at = 0;
  const cut = pieces.map((piece) => {
    const from = Math.min(Math.max(start - at, 0), piece.text.length);
    const to = Math.max(Math.min(end - at, piece.text.length), from);
    at += piece.text.length;
    return cutPiece(piece, from, to);
  });
  return resolvedText(cut.filter(({ text }) => text !== ''));
}

/** Cuts several ranges out of a resolved text, in order and apart from one another, in one pass over its pieces. */
export function partsOf({ pieces }: ResolvedText, ranges: readonly Span[]): readonly ResolvedText[] {
  let index = 0;
  let offset = 0;
  return ranges.map(({ start, end }) => {
    const cut: TextPiece[] = [];
    while (index < pieces.length) {
      const piece = pieces[index];
      if (!piece) break;
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, piece.text.length);
      if (from < to) cut.push(cutPiece(piece, from, to));
      // What is left of the piece may belong to the next range.
      if (offset + piece.text.length > end) break;
      offset += piece.text.length;
      index += 1;
    }
    return resolvedText(cut);
  });
}

function cutPiece(piece: TextPiece, from: number, to: number): TextPiece {
  const text = piece.text.slice(from, to);
  const span = { start: piece.span.start + from, end: piece.span.start + to };
  return piece.verbatim ? { ...piece, text, span } : { ...piece, text };
}
