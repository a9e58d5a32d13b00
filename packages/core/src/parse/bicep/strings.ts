import type { Literal, TextLiteral, TextPart } from '../literals/index.ts';
import { type BicepCursor, deepestBicep, skipTrivia, tell } from './cursor.ts';

/** Reads the expression of an interpolation. */
export type ReadExpression = (cursor: BicepCursor) => Literal;

/** Reads a string, of one line (`'…'`) or of many (`'''…'''`). */
export function readString(cursor: BicepCursor, readExpression: ReadExpression): TextLiteral {
  const { text } = cursor;
  const start = cursor.at;
  while (text[cursor.at] === '$') cursor.at += 1;
  const dollars = cursor.at - start;
  if (text.startsWith("'''", cursor.at)) return readLines(cursor, dollars, readExpression);
  cursor.at += 1;
  return readLine(cursor, readExpression);
}

const plainRun = /[^'\\$\r\n]+/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ["'", "'"],
  ['\\', '\\'],
  ['$', '$'],
]);
const unicodeEscape = /\\u\{([0-9A-Fa-f]{1,6})\}/y;

function readLine(cursor: BicepCursor, readExpression: ReadExpression): TextLiteral {
  const { text } = cursor;
  const start = cursor.at;
  const parts: TextPart[] = [];
  while (cursor.at < text.length && text[cursor.at] !== "'" && !/[\r\n]/.test(text[cursor.at] ?? '')) {
    const from = cursor.at;
    if (text.startsWith('${', from)) readHole(cursor, 2, parts, readExpression);
    else if (text[from] === '\\') readEscape(cursor, parts);
    else {
      plainRun.lastIndex = from;
      cursor.at = plainRun.test(text) ? plainRun.lastIndex : from + 1;
      pushRun(parts, text.slice(from, cursor.at), from, cursor.at);
    }
  }
  const end = cursor.at;
  if (text[end] === "'") cursor.at += 1;
  else tell(cursor, 'A string is not closed on its line.', { start: start - 1, end });
  return { is: 'text', parts, start, end };
}

function readEscape(cursor: BicepCursor, parts: TextPart[]): void {
  const { text, at } = cursor;
  unicodeEscape.lastIndex = at;
  const point = Number.parseInt(unicodeEscape.exec(text)?.[1] ?? '', 16);
  const isPoint = point <= 0x10ffff;
  const end = isPoint ? unicodeEscape.lastIndex : Math.min(at + 2, text.length);
  const value = isPoint
    ? String.fromCodePoint(point)
    : (escapes.get(text[at + 1] ?? '') ?? text.slice(at, end));
  parts.push({ is: 'run', text: value, verbatim: false, start: at, end });
  cursor.at = end;
}

/** A string of many lines; the line end behind its quotes is no part of it. */
function readLines(cursor: BicepCursor, dollars: number, readExpression: ReadExpression): TextLiteral {
  const { text } = cursor;
  const open = cursor.at;
  cursor.at += 3;
  if (text.startsWith('\r\n', cursor.at)) cursor.at += 2;
  else if (text[cursor.at] === '\n') cursor.at += 1;
  const start = cursor.at;
  const mark = `${'$'.repeat(dollars)}{`;
  const close = closeFrom(text, start);
  const parts: TextPart[] = [];
  let end = close;
  while (cursor.at < end) {
    const hole = dollars > 0 ? indexOr(text, mark, cursor.at) : end;
    const to = Math.min(hole, end);
    if (to > cursor.at) pushRun(parts, text.slice(cursor.at, to), cursor.at, to);
    cursor.at = to;
    if (to === end) break;
    readHole(cursor, mark.length, parts, readExpression);
    // A string in the interpolation may have had the same quotes.
    if (cursor.at > end) end = closeFrom(text, cursor.at);
  }
  if (end === text.length) tell(cursor, 'A string is not closed.', { start: open, end });
  cursor.at = Math.min(end + 3, text.length);
  return { is: 'text', parts, start, end };
}

/** Where three quotes close a text; those before the last three belong to it. */
function closeFrom(text: string, from: number): number {
  let end = indexOr(text, "'''", from);
  while (text[end + 3] === "'") end += 1;
  return end;
}

function readHole(
  cursor: BicepCursor,
  mark: number,
  parts: TextPart[],
  readExpression: ReadExpression,
): void {
  const start = cursor.at;
  cursor.at += mark;
  if (cursor.depth >= deepestBicep) {
    tell(cursor, `This nests deeper than ${deepestBicep} levels.`, { start, end: cursor.at });
    pushRun(parts, cursor.text.slice(start, cursor.at), start, cursor.at);
    return;
  }
  const value = readExpression(cursor);
  skipTrivia(cursor, true);
  if (cursor.text[cursor.at] === '}') {
    cursor.at += 1;
    parts.push({ is: 'hole', value });
    return;
  }
  tell(cursor, 'An interpolation is not closed.', { start, end: cursor.at });
  parts.push({ is: 'hole', value: { is: 'opaque', start, end: cursor.at } });
}

function pushRun(parts: TextPart[], text: string, start: number, end: number): void {
  const last = parts.at(-1);
  if (last?.is === 'run' && last.verbatim && last.end === start)
    parts[parts.length - 1] = { ...last, text: last.text + text, end };
  else parts.push({ is: 'run', text, verbatim: true, start, end });
}

function indexOr(text: string, needle: string, from: number): number {
  const found = text.indexOf(needle, from);
  return found < 0 ? text.length : found;
}
