/** The code units that HCL's grammar is made of. */
export const Char = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  ampersand: 38,
  openParen: 40,
  closeParen: 41,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  pipe: 124,
  closeBrace: 125,
  tilde: 126,
  byteOrderMark: 0xfeff,
} as const;

/** How deep blocks, expressions and templates may nest. */
export const maxDepth = 200;

/** Tells whether the code unit is a decimal digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Finds the end of the identifier at `start`, which is `start` itself where there is none. */
export function identifierEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (!isAsciiContinue(code) || (at === start && (isDigit(code) || code === Char.minus))) return at;
      at++;
    } else {
      const width = wideContinue(text, at, at === start);
      if (width === 0) return at;
      at += width;
    }
  }
}

function isAsciiContinue(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    code === Char.minus ||
    isDigit(code)
  );
}

const idStart = /^\p{ID_Start}$/u;
const idContinue = /^\p{ID_Continue}$/u;

/** Returns how many code units the non-ASCII identifier character at `at` takes, or 0; NaN (the end) has none. */
function wideContinue(text: string, at: number, first: boolean): number {
  const point = text.codePointAt(at);
  if (point === undefined) return 0;
  const character = String.fromCodePoint(point);
  return (first ? idStart : idContinue).test(character) ? character.length : 0;
}

/** Finds the end of a `<<EOT` or `<<-EOT` introducer's line, or says that this is none. */
export function heredocStart(
  text: string,
  at: number,
): { readonly flush: boolean; readonly marker: string; readonly bodyStart: number } | undefined {
  const flush = text.charCodeAt(at + 2) === Char.minus;
  const markerStart = at + (flush ? 3 : 2);
  const markerEnd = identifierEnd(text, markerStart);
  if (markerEnd === markerStart) return undefined;
  const code = text.charCodeAt(markerEnd);
  const bodyStart =
    code === Char.newline
      ? markerEnd + 1
      : code === Char.carriageReturn
        ? markerEnd + (text.charCodeAt(markerEnd + 1) === Char.newline ? 2 : 1)
        : -1;
  if (bodyStart < 0) return undefined;
  return { flush, marker: text.slice(markerStart, markerEnd), bodyStart };
}

/** Finds the end of the heredoc's closing marker where the line at `lineStart` is nothing else, or -1. */
export function heredocEnd(text: string, lineStart: number, marker: string): number {
  let at = skipBlanks(text, lineStart);
  if (!text.startsWith(marker, at)) return -1;
  at += marker.length;
  const after = text.charCodeAt(skipBlanks(text, at));
  return after === Char.newline || after === Char.carriageReturn || Number.isNaN(after) ? at : -1;
}

/** Skips spaces and tabs. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === Char.space || text.charCodeAt(at) === Char.tab) at++;
  return at;
}

/** Tells whether the code unit ends a line; NaN, the end of the text, does. */
export function isLineEnd(code: number): boolean {
  return code === Char.newline || code === Char.carriageReturn || Number.isNaN(code);
}

/** Makes a table with a 1 for each of the ASCII characters. */
export function codeUnits(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}
