import { Char, identifierEnd, skipBlanks } from './characters.ts';

const markerLine = /^[ \t]*(?<marker>[\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?$/gmu;

/**
 * Where lines begin, used only in a text whose brackets or quotes do not balance: people and formatters indent what is
 * inside, so a line at column 0 that looks like `resource "a" "b" {` begins a new block whatever is still open.
 */
export class Layout {
  readonly #text: string;
  #lastMarkers: ReadonlyMap<string, number> | undefined;
  #noCommentEndsFrom = Number.POSITIVE_INFINITY;

  constructor(text: string) {
    this.#text = text;
  }

  /** Tells whether the line at `lineStart`, at column 0, looks like the header of a block. */
  beginsBlock(lineStart: number): boolean {
    const end = identifierEnd(this.#text, lineStart);
    return end > lineStart && this.#isHeaderRest(end);
  }

  /** Tells whether an expression that is still open cannot reach over the line at `lineStart`. */
  endsExpression(lineStart: number, indentation: number): boolean {
    const at = skipBlanks(this.#text, lineStart);
    if (at - lineStart > indentation) return false;
    const end = identifierEnd(this.#text, at);
    if (end === at) return false;
    const next = skipBlanks(this.#text, end);
    const assigns =
      this.#text.charCodeAt(next) === Char.equals &&
      this.#text.charCodeAt(next + 1) !== Char.equals &&
      this.#text.charCodeAt(next + 1) !== Char.greater;
    return assigns || this.#isHeaderRest(end);
  }

  /** Tells whether a line with nothing but the heredoc's marker follows. */
  hasMarkerAfter(marker: string, start: number): boolean {
    this.#lastMarkers ??= lastMarkers(this.#text);
    return (this.#lastMarkers.get(marker) ?? -1) >= start;
  }

  /** Remembers that no comment ends after `start`, so that the text is searched once. */
  noCommentEndsFrom(start: number): void {
    this.#noCommentEndsFrom = Math.min(this.#noCommentEndsFrom, start);
  }

  /** Tells whether it is known that no comment ends after `start`. */
  commentsEnded(start: number): boolean {
    return start >= this.#noCommentEndsFrom;
  }

  /** Labels, then a brace, on one line. */
  #isHeaderRest(start: number): boolean {
    const text = this.#text;
    let at = skipBlanks(text, start);
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === Char.openBrace) return true;
      let end = at;
      if (code === Char.quote) {
        end = at + 1;
        while (end < text.length && !isQuoteOrLineEnd(text.charCodeAt(end))) end++;
        if (text.charCodeAt(end) !== Char.quote) return false;
        end++;
      } else end = identifierEnd(text, at);
      if (end === at) return false;
      at = skipBlanks(text, end);
    }
  }
}

function isQuoteOrLineEnd(code: number): boolean {
  return code === Char.quote || code === Char.newline || code === Char.carriageReturn;
}

function lastMarkers(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const match of text.matchAll(markerLine)) found.set(match.groups?.marker ?? '', match.index);
  return found;
}
