import type { ResolvedText } from '@fineprint/core';

const opening = /\{\{|\{%|<%|%%/;
// Templates of Jinja, Go, jq and ERB that a Dockerfile is made from, and `%%NAME%%`; one not closed is left alone.
// None opens in another, so that each character is looked at once.
const expression =
  /\{\{(?:(?!\{\{)[^}]){0,4000}\}\}|\{%(?:(?!\{%)[^%]){0,4000}%\}|<%(?:(?!<%)[^%]){0,4000}%>|%%[A-Z][A-Z0-9_]{0,100}%%/g;
const lineStart = /(?:^|\n)[ \t]*$/;
const lineEnd = /^[ \t]*(?:\r?\n|$)/;

/**
 * Overwrites template expressions by text of the same length that a Dockerfile may hold: a comment where one has
 * lines of its own, a word within a line. What a place holds is then to be read from the original.
 */
export function maskTemplates(text: string): string {
  if (!opening.test(text)) return text;
  return text.replaceAll(expression, (found, at: number) => {
    const isOwnLine =
      lineStart.test(text.slice(Math.max(0, at - 200), at)) &&
      lineEnd.test(text.slice(at + found.length, at + found.length + 200));
    if (isOwnLine) return found.replace(/[^\r\n]/g, '#');
    return `{{${'x'.repeat(found.length - 4)}}}`;
  });
}

/** Puts back what `maskTemplates` overwrote; asked for every reference, so it looks at no more than that. */
export function unmasked(original: string, resolved: ResolvedText): ResolvedText {
  const pieces = resolved.pieces.map((piece) =>
    piece.verbatim ? { ...piece, text: original.slice(piece.span.start, piece.span.end) } : piece,
  );
  return { ...resolved, pieces, text: pieces.map(({ text }) => text).join('') };
}
