import { type HclPlace, type HclTextPiece, type HclValue, type StringValue, stringValue } from './value.ts';

/** Cuts pieces to the half-open range of their joined text; a piece that is not exact keeps its whole place. */
export function slicePieces(
  pieces: readonly HclTextPiece[],
  start: number,
  end: number,
): readonly HclTextPiece[] {
  const cut: HclTextPiece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    if (offset >= end) break;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, piece.text.length);
    if (from < to) cut.push(slicePiece(piece, from, to));
    offset += piece.text.length;
  }
  return cut;
}

function slicePiece(piece: HclTextPiece, from: number, to: number): HclTextPiece {
  if (from === 0 && to === piece.text.length) return piece;
  const text = piece.text.slice(from, to);
  if (piece.form !== 'exact' || piece.place === undefined) return { ...piece, text };
  const place = { ...piece.place, start: piece.place.start + from, end: piece.place.start + to };
  return { ...piece, text, place };
}

/** Cuts a string; the pieces keep their origin. */
export function sliceText(value: StringValue, start: number, end: number): StringValue {
  return stringValue(slicePieces(value.pieces, start, end));
}

/** Where a value's text is written: one place, and whether that place's characters are the text. */
export interface HclWrittenText {
  readonly place: HclPlace;
  readonly exact: boolean;
  readonly via: readonly HclPlace[];
}

/**
 * Finds where a range of an evaluated string is written, `undefined` where it stands in several places or in none. The
 * version in `"${local.base}?ref=${local.v}"` is found where `local.v` was set.
 */
export function writtenAt(
  value: HclValue,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): HclWrittenText | undefined {
  if (value.is !== 'string' && value.is !== 'number' && value.is !== 'unknown') return undefined;
  const [first, ...rest] = slicePieces(value.pieces, start, end);
  if (first?.place === undefined) return undefined;
  let { place } = first;
  let exact = first.form === 'exact';
  for (const piece of rest) {
    if (piece.place?.file !== place.file) return undefined;
    const continues = piece.place.start === place.end || piece.place.start === place.start;
    if (!continues || piece.via.length !== first.via.length) return undefined;
    exact &&= piece.form === 'exact' && piece.place.start === place.end;
    place = { ...place, end: Math.max(place.end, piece.place.end) };
  }
  return { place, exact, via: first.via };
}
