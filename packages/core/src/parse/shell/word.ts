import type { TemplatePart } from '../reference/template.ts';
import { readAnsiQuoted } from './ansi-quote.ts';
import type { ShellWord } from './command.ts';
import { nested, peek, problem, type ShellReader, take, wordOf } from './reader.ts';

/** Reads the commands between `$(` and `)`, or between backquotes, up to the reader's place or end. */
export type ReadCommands = (reader: ShellReader) => void;

/** Reads one word; the reader must stand on its first character. It may be empty where a separator stands. */
export function readWord(reader: ShellReader, readCommands: ReadCommands): ShellWord {
  const parts: TemplatePart[] = [];
  const start = reader.at;
  while (reader.at < reader.end) {
    const character = peek(reader);
    if ((character === '<' || character === '>') && peek(reader, 1) === '(')
      readSubstitution(reader, parts, 2, readCommands);
    else if (separators.has(character)) break;
    else readPart(reader, parts, readCommands, 'bare');
  }
  return wordOf(reader.text, parts, start, reader.at);
}

type Quoting = 'bare' | 'double' | 'braces' | 'braces-double';

const separators: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r', ';', '&', '|', '<', '>', '(', ')']);
const plainRun = /[^ \t\n\r;&|<>()'"`\\$}]+/y;
const plainInDouble = /[^"`\\$}]+/y;

function readPart(
  reader: ShellReader,
  parts: TemplatePart[],
  readCommands: ReadCommands,
  quoting: Quoting,
): void {
  const isDouble = quoting === 'double' || quoting === 'braces-double';
  switch (peek(reader)) {
    case "'":
      if (isDouble) pushPlain(reader, parts, 1);
      else readSingleQuoted(reader, parts);
      return;
    case '"':
      if (quoting === 'braces-double') pushPlain(reader, parts, 1);
      else readDoubleQuoted(reader, parts, readCommands);
      return;
    case '\\':
      readEscape(reader, parts, isDouble);
      return;
    case '`':
      readBackquoted(reader, parts, readCommands);
      return;
    case '$':
      readDollar(reader, parts, readCommands, isDouble);
      return;
    default: {
      const start = reader.at;
      const length = take(reader, isDouble ? plainInDouble : plainRun)?.length ?? 1;
      reader.at = start;
      pushPlain(reader, parts, length);
    }
  }
}

function pushPlain(reader: ShellReader, parts: TemplatePart[], length: number): void {
  const start = reader.at;
  const end = Math.min(start + length, reader.end);
  const text = reader.text.slice(start, end);
  reader.at = end;
  const last = parts.at(-1);
  const joins = last?.is === 'literal' && last.end === start && last.end - last.start === last.text.length;
  if (joins) parts[parts.length - 1] = { is: 'literal', text: last.text + text, start: last.start, end };
  else if (text !== '') parts.push({ is: 'literal', text, start, end });
}

function readSingleQuoted(reader: ShellReader, parts: TemplatePart[]): void {
  const start = reader.at + 1;
  const close = reader.text.indexOf("'", start);
  const end = close < 0 || close >= reader.end ? reader.end : close;
  if (end === reader.end) problem(reader, 'A single quote is not closed.', start - 1, end);
  parts.push({ is: 'literal', text: reader.text.slice(start, end), start, end });
  reader.at = Math.min(end + 1, reader.end);
}

function readDoubleQuoted(reader: ShellReader, parts: TemplatePart[], readCommands: ReadCommands): void {
  const start = reader.at;
  reader.at += 1;
  // An empty string is a word too.
  parts.push({ is: 'literal', text: '', start: reader.at, end: reader.at });
  while (reader.at < reader.end && peek(reader) !== '"') readPart(reader, parts, readCommands, 'double');
  if (reader.at >= reader.end) problem(reader, 'A double quote is not closed.', start, reader.end);
  else reader.at += 1;
}

function readEscape(reader: ShellReader, parts: TemplatePart[], isDouble: boolean): void {
  const start = reader.at;
  const next = peek(reader, 1);
  const length = next === '\r' && peek(reader, 2) === '\n' ? 3 : 2;
  if (next === '\n' || length === 3) {
    reader.at = start + length;
    return;
  }
  if (next === '' || (isDouble && !escapedInDouble.has(next))) {
    pushPlain(reader, parts, 1);
    return;
  }
  reader.at = start + 2;
  parts.push({ is: 'literal', text: next, start, end: reader.at });
}

const escapedInDouble: ReadonlySet<string> = new Set(['$', '`', '"', '\\']);

function readBackquoted(reader: ShellReader, parts: TemplatePart[], readCommands: ReadCommands): void {
  const start = reader.at;
  let close = start + 1;
  while (close < reader.end && reader.text[close] !== '`') close += reader.text[close] === '\\' ? 2 : 1;
  const isClosed = close < reader.end;
  if (!isClosed) problem(reader, 'A backquote is not closed.', start, reader.end);
  const outerEnd = reader.end;
  reader.end = Math.min(close, outerEnd);
  reader.at = start + 1;
  nested(reader, () => readCommands(reader));
  reader.end = outerEnd;
  reader.at = Math.min(close + 1, outerEnd);
  parts.push({ is: 'opaque', start, end: reader.at });
}

const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const special = /[0-9@*#?$!-]/y;

function readDollar(
  reader: ShellReader,
  parts: TemplatePart[],
  readCommands: ReadCommands,
  isDouble: boolean,
): void {
  const start = reader.at;
  const next = peek(reader, 1);
  if (next === '{') {
    nested(reader, () => parts.push(readBraces(reader, readCommands, isDouble)));
  } else if (next === '(') {
    if (!readArithmetic(reader, parts)) readSubstitution(reader, parts, 2, readCommands);
  } else if (next === "'" && !isDouble) {
    readAnsiQuoted(reader, parts);
  } else if (next === '"' && !isDouble) {
    reader.at += 1;
  } else {
    reader.at += 1;
    const variable = take(reader, name) ?? take(reader, special);
    if (variable !== null) {
      parts.push({ is: 'variable', name: variable, operator: '', word: [], start, end: reader.at });
      return;
    }
    reader.at = start;
    pushPlain(reader, parts, 1);
  }
}

/** Reads `$(…)`, `<(…)` or `>(…)`: its commands join the list, the word keeps an opaque part. */
function readSubstitution(
  reader: ShellReader,
  parts: TemplatePart[],
  open: number,
  readCommands: ReadCommands,
): void {
  const start = reader.at;
  reader.at += open;
  nested(reader, () => readCommands(reader));
  if (peek(reader) === ')') reader.at += 1;
  else problem(reader, 'A substituted command is not closed.', start, reader.at);
  parts.push({ is: 'opaque', start, end: reader.at });
}

/** Reads `$((…))`; false where the parentheses are a subshell inside a substitution. */
function readArithmetic(reader: ShellReader, parts: TemplatePart[]): boolean {
  const start = reader.at;
  if (peek(reader, 2) !== '(') return false;
  const end = arithmeticEnd(reader, start + 3);
  if (end === null) return false;
  if (end === reader.end && !reader.text.startsWith('))', end - 2))
    problem(reader, 'Arithmetic is not closed.', start, end);
  reader.at = end;
  parts.push({ is: 'opaque', start, end });
  return true;
}

/** Finds the end of `((…))` from inside it; `null` if the inner parenthesis closes before the outer one. */
export function arithmeticEnd(reader: ShellReader, from: number): number | null {
  let depth = 2;
  for (let at = from; at < reader.end; at += 1) {
    if (reader.text[at] === '(') depth += 1;
    else if (reader.text[at] === ')') depth -= 1;
    if (depth === 1) return reader.text[at + 1] === ')' && at + 1 < reader.end ? at + 2 : null;
  }
  return reader.end;
}

const operator = /:[-+?=]|[-+?=]/y;

function readBraces(reader: ShellReader, readCommands: ReadCommands, isDouble: boolean): TemplatePart {
  const start = reader.at;
  reader.at += 2;
  const variable = take(reader, name) ?? take(reader, special);
  if (variable === null || (special.test(variable) && nameFollows(reader)))
    return readMalformedBraces(reader, start);
  const isPlain = peek(reader) === '}';
  const sign = isPlain ? '' : (take(reader, operator) ?? peek(reader));
  if (!isPlain && sign.length === 1 && !'-+?='.includes(sign)) reader.at += 1;

  const word: TemplatePart[] = [];
  while (reader.at < reader.end && peek(reader) !== '}')
    readPart(reader, word, readCommands, isDouble ? 'braces-double' : 'braces');
  if (reader.at >= reader.end) {
    problem(reader, 'A "${" is not closed.', start, reader.end);
    return { is: 'opaque', start, end: reader.end };
  }
  reader.at += 1;
  return { is: 'variable', name: variable, operator: sign, word, start, end: reader.at };
}

/** `${#X}` is a length and `${!X}` an indirection, not a variable called `#` or `!`. */
function nameFollows(reader: ShellReader): boolean {
  name.lastIndex = reader.at;
  return name.test(reader.text);
}

/** Skips `${…}` that is none of the shell's, such as `${{ x }}` of GitHub Actions. */
function readMalformedBraces(reader: ShellReader, start: number): TemplatePart {
  let depth = 0;
  let at = start + 1;
  for (; at < reader.end; at += 1) {
    if (reader.text[at] === '{') depth += 1;
    else if (reader.text[at] === '}') depth -= 1;
    if (depth === 0) break;
  }
  if (at >= reader.end) problem(reader, 'A "${" is not closed.', start, reader.end);
  reader.at = Math.min(at + 1, reader.end);
  return { is: 'opaque', start, end: reader.at };
}
