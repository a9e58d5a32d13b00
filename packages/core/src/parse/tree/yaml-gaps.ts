const NEWLINE = 0x0a;
const RETURN = 0x0d;
const HASH = 0x23;
const COLON = 0x3a;

/** Finds the first offset at or after a place that is neither blank nor the end of a line. */
export function nextWritten(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Passes the colon after a key; where none follows on the line, it stays. */
export function afterColon(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) at++;
  return text.charCodeAt(at) === COLON ? at + 1 : from;
}

/** Passes the dash of a list item; where none follows, it stays. */
export function afterDash(text: string, from: number): number {
  let at = nextWritten(text, from);
  while (text.charCodeAt(at) === HASH) at = nextWritten(text, lineEnd(text, at));
  return text[at] === '-' ? at + 1 : from;
}

/** Passes blanks, commas and comments up to and including the bracket that closes a flow collection. */
export function afterCloser(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === ']' || char === '}') return at + 1;
    if (text.charCodeAt(at) === HASH) at = lineEnd(text, at);
  }
  return text.length;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== NEWLINE && text.charCodeAt(at) !== RETURN) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === NEWLINE || code === RETURN;
}
