import { findSecrets } from '../parse/reference/redact.ts';
import { printable } from './printable.ts';
import { widthOf } from './text-width.ts';

/** Lines and columns of a place, from 1, in UTF-16 code units; the end is exclusive. */
export interface FramedPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Draws the line of a place with its number and carets below what is meant. What a terminal would obey or hide is
 * escaped, credentials become stars, tabs spaces, and a long line is cut around the carets. Empty where the text has
 * no such line.
 */
export function codeFrame(text: string, place: FramedPlace): string {
  const written = lineOf(text, place.line);
  if (written === null) return '';
  const line = starredCredentials(written);
  const from = Math.min(Math.max(place.column - 1, 0), line.length);
  const to =
    place.endLine > place.line ? line.length : Math.min(Math.max(place.endColumn - 1, from), line.length);
  const [start, end] = windowAround(line, from, to);

  const before = `${start > 0 ? '…' : ''}${shown(line.slice(start, from))}`;
  const meant = shown(line.slice(from, Math.min(to, end)));
  const after = `${shown(line.slice(Math.min(to, end), end))}${end < line.length ? '…' : ''}`;

  const gutter = ' '.repeat(String(place.line).length);
  const carets = '^'.repeat(Math.max(widthOf(meant), 1));
  return [
    ` ${gutter} |`,
    ` ${place.line} | ${`${before}${meant}${after}`.trimEnd()}`,
    ` ${gutter} | ${' '.repeat(widthOf(before))}${carets}`,
    '',
  ].join('\n');
}

/** A line with stars in place of credentials, as many as they are long, so that columns stay. */
export function starredCredentials(line: string): string {
  let shownLine = '';
  let done = 0;
  for (const { start, end } of findSecrets(line)) {
    shownLine += line.slice(done, start) + '*'.repeat(end - start);
    done = end;
  }
  return shownLine + line.slice(done);
}

/** How many characters of a long line are shown, and how many of them before the carets. */
const maxShown = 100;
const shownBefore = 40;

function windowAround(line: string, from: number, to: number): readonly [number, number] {
  if (line.length <= maxShown) return [0, line.length];
  // Where all that is meant fits behind the line's beginning, nothing is cut in front.
  const start = to <= maxShown ? 0 : Math.max(0, Math.min(from - shownBefore, line.length - maxShown));
  return [wholeCharacter(line, start), wholeCharacter(line, Math.min(line.length, start + maxShown))];
}

/** Moves an offset out of the middle of a surrogate pair. */
function wholeCharacter(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

const tab = '    ';

function shown(part: string): string {
  return part.split('\t').map(printable).join(tab);
}

/** The text of a line without its ending; it ends after LF, CRLF, or a lone CR. */
function lineOf(text: string, line: number): string | null {
  if (line < 1) return null;
  let start = 0;
  for (let number = 1; number < line; number += 1) {
    const end = lineEnd(text, start);
    if (end === text.length) return null;
    start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return text.slice(start, lineEnd(text, start));
}

function lineEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) return at;
  }
  return text.length;
}
