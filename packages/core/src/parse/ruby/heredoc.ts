import { plain, readString } from './string.ts';
import type { StringPart } from './token.ts';

/** A here-document whose body has yet to come. */
export interface PendingHeredoc {
  readonly word: string;
  /** `<<~` takes away the indentation that all lines have, and `<<-` lets the end be indented. */
  readonly mark: '' | '-' | '~';
  readonly interpolates: boolean;
  readonly parts: StringPart[];
  readonly start: number;
}

const opening =
  /<<(?<mark>[-~]?)(?:"(?<double>[^"\n]{1,100})"|'(?<single>[^'\n]{1,100})'|(?<bare>[A-Z_][A-Za-z0-9_]{0,99}|(?<=[-~])[a-z]\w{0,99}))/y;

/** Reads the opening of a here-document at an offset, if one stands there. */
export function heredocAt(
  text: string,
  at: number,
): { readonly heredoc: PendingHeredoc; readonly end: number } | null {
  opening.lastIndex = at;
  const groups = opening.exec(text)?.groups;
  const word = groups?.double ?? groups?.single ?? groups?.bare;
  if (!groups || word === undefined) return null;
  const mark = groups.mark === '~' ? '~' : groups.mark === '-' ? '-' : '';
  const interpolates = groups.single === undefined;
  return { heredoc: { word, mark, interpolates, parts: [], start: at }, end: opening.lastIndex };
}

/** Reads the body that begins at an offset, into the parts of the here-document; answers where the next line begins. */
export function readBody(text: string, from: number, heredoc: PendingHeredoc): number {
  const lines: { start: number; end: number }[] = [];
  let at = from;
  while (at < text.length) {
    const eol = text.indexOf('\n', at);
    const end = eol < 0 ? text.length : eol + 1;
    const line = text.slice(at, end).trimEnd();
    if ((heredoc.mark === '' ? line : line.trimStart()) === heredoc.word) {
      pushLines(text, lines, heredoc);
      return end;
    }
    lines.push({ start: at, end });
    at = end;
  }
  pushLines(text, lines, heredoc);
  return text.length;
}

function pushLines(
  text: string,
  lines: readonly { readonly start: number; readonly end: number }[],
  { mark, interpolates, parts }: PendingHeredoc,
): void {
  const indents = lines
    .map(({ start, end }) => text.slice(start, end))
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent =
    mark === '~' ? indents.reduce((least, each) => Math.min(least, each), Number.MAX_SAFE_INTEGER) : 0;
  for (const { start, end } of lines) {
    const from = Math.min(start + indent, text.slice(start, end).trim() === '' ? start : end);
    if (!interpolates) parts.push(plain(text, from, end));
    else {
      // No character closes a line; `readString` ends with the text that it is given.
      const line = readString(text.slice(0, end), from, { open: '', close: '', interpolates: true });
      parts.push(...line.parts);
    }
  }
}
