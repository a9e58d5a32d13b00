import { type Location, locate, type Occurrence, type Place, type Written } from '@fineprint/core';
import type { ReferenceFact, WrittenValue } from './facts.ts';

/** What every occurrence of a file has in common. */
export function common(
  path: string,
  { place, text, value, address }: ReferenceFact,
): Pick<Occurrence, 'at' | 'text' | 'address' | 'usage' | 'via'> {
  return {
    at: locate(path, place),
    text,
    address,
    usage: 'ci',
    via: value.via.map((each) => locate(each.path ?? path, each.place)),
  };
}

/** Why what no file tells is not known. */
export function unknownReason({ unknown }: WrittenValue): string {
  return `The value of ${[...new Set(unknown)].join(', ')} is not known from the file.`;
}

/** Where a range of a value was written: inside one piece of its own, or nowhere in particular. */
export function writtenAt(
  path: string,
  { pieces, via }: WrittenValue,
  start: number,
  end: number,
): Written | undefined {
  let from = 0;
  for (const { text, place, verbatim, path: elsewhere, isShared, input } of pieces) {
    const to = from + text.length;
    if (start >= from && end <= to) {
      if (isShared || input) return undefined;
      // What came through a matrix, an `env` or an input may be the version of something else, too.
      const isVariable = via.some(
        (each) => each.path === elsewhere && each.place.start <= place.start && place.end <= each.place.end,
      );
      const at = part(elsewhere ?? path, place, text, start - from, end - from, verbatim);
      return { at, verbatim, isVariable, isShared: isVariable && pieces.length > 1 };
    }
    from = to;
  }
  return undefined;
}

/** A part of a verbatim piece, which has no line break; an encoded piece is only known as a whole. */
function part(
  path: string,
  place: Place,
  text: string,
  start: number,
  end: number,
  verbatim: boolean,
): Location {
  if (!verbatim || text.includes('\n')) return locate(path, place);
  const { line: number, column } = place;
  return locate(path, {
    start: place.start + start,
    end: place.start + end,
    line: number,
    column: column + start,
    endLine: number,
    endColumn: column + end,
  });
}
