import type { Span, SyntaxProblem } from '../span.ts';

/** A place in a Bicep text that moves on; what is wrong is told to `problems`. */
export interface BicepCursor {
  readonly text: string;
  at: number;
  depth: number;
  readonly problems: SyntaxProblem[];
}

/** Deepest nesting of brackets, operators and strings in strings. */
export const deepestBicep = 200;

const blanks = /[ \t]+/y;
const blanksAndLines = /[\s\uFEFF]+/y;
const lineRest = /[^\r\n]*/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const digits = /\d+(?:\.\d+)?/y;

/** Passes blanks, comments and `#disable-next-line` directives; line ends only where they mean nothing. */
export function skipTrivia(cursor: BicepCursor, lines: boolean): void {
  const { text } = cursor;
  for (;;) {
    const before = cursor.at;
    pass(cursor, lines ? blanksAndLines : blanks);
    if (text.startsWith('//', cursor.at)) pass(cursor, lineRest);
    else if (text.startsWith('/*', cursor.at)) skipBlockComment(cursor);
    else if (text[cursor.at] === '#') pass(cursor, lineRest);
    if (cursor.at === before) return;
  }
}

function skipBlockComment(cursor: BicepCursor): void {
  const end = cursor.text.indexOf('*/', cursor.at + 2);
  if (end < 0) tell(cursor, 'A comment is not closed.', { start: cursor.at, end: cursor.text.length });
  cursor.at = end < 0 ? cursor.text.length : end + 2;
}

/** Reads an identifier; an empty text where none stands. */
export function readWord(cursor: BicepCursor): string {
  const start = cursor.at;
  pass(cursor, word);
  return cursor.text.slice(start, cursor.at);
}

/** Reads an unsigned number; an empty text where none stands. */
export function readNumber(cursor: BicepCursor): string {
  const start = cursor.at;
  pass(cursor, digits);
  return cursor.text.slice(start, cursor.at);
}

/** Takes a text if it stands here. */
export function take(cursor: BicepCursor, text: string): boolean {
  if (!cursor.text.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

/** Passes `{{ … }}`, which a template engine has yet to fill: no object of Bicep begins with an object. */
export function skipTemplate(cursor: BicepCursor): boolean {
  if (!cursor.text.startsWith('{{', cursor.at)) return false;
  const line = cursor.text.slice(cursor.at, cursor.at + longestTemplate);
  const end = line.indexOf('}}');
  if (end < 0) return false;
  cursor.at += end + 2;
  return true;
}

const longestTemplate = 500;

/** Whether a string begins here: `'`, or `$'''` with as many dollar signs as an interpolation in it needs. */
export function isAtString({ text, at }: BicepCursor): boolean {
  if (text[at] === "'") return true;
  if (text[at] !== '$') return false;
  manyLines.lastIndex = at;
  return manyLines.test(text);
}

const manyLines = /\${1,16}'''/y;

/** Tells what could not be understood; of one file, only so much is of use. */
export function tell({ problems }: BicepCursor, message: string, { start, end }: Span): void {
  if (problems.length < 1000) problems.push({ message, start, end });
}

function pass(cursor: BicepCursor, pattern: RegExp): void {
  pattern.lastIndex = cursor.at;
  if (pattern.test(cursor.text)) cursor.at = pattern.lastIndex;
}
