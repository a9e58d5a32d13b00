import { callLiteral, type Literal, type ScalarNode, type Span, textLiteral } from '@fineprint/core';

/**
 * Reads a string of a template: an expression in brackets, or a text
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions).
 */
export function scalarLiteral(scalar: ScalarNode): Literal {
  const { text, start, end, plain, verbatim } = scalar;
  if (plain) return { is: 'word', text, start, end };
  if (!text.startsWith('[') || !text.endsWith(']')) return textLiteral(text, scalar, verbatim);
  // Two brackets stand for one that begins no expression.
  if (text.startsWith('[[')) return textLiteral(text.slice(1), scalar, false);
  const cursor: Cursor = { text: text.slice(0, -1), at: 1, depth: 0, scalar };
  const value = readExpression(cursor);
  skipBlanks(cursor);
  return cursor.at === cursor.text.length ? value : opaque(cursor, 1);
}

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
  readonly scalar: ScalarNode;
}

const deepest = 100;
const word = /[A-Za-z_][\w.]*/y;
const number = /-?\d+(?:\.\d+)?/y;

/** `name(…)`, a string or a number, and what is picked of it: `.property`, `[index]`. */
function readExpression(cursor: Cursor): Literal {
  const from = cursor.at;
  cursor.depth += 1;
  skipBlanks(cursor);
  const start = cursor.at;
  let value = cursor.depth > deepest ? opaque(cursor, start) : readPrimary(cursor);
  while (cursor.at > from) {
    const before = cursor.at;
    skipBlanks(cursor);
    if (take(cursor, '.')) value = member(cursor, start, value, readName(cursor));
    else if (take(cursor, '[')) value = member(cursor, start, value, readIndex(cursor));
    else {
      cursor.at = before;
      break;
    }
  }
  cursor.depth -= 1;
  return value;
}

function readPrimary(cursor: Cursor): Literal {
  const start = cursor.at;
  if (take(cursor, "'")) return readString(cursor);
  const digits = readPattern(cursor, number);
  if (digits !== '') return { is: 'word', text: digits, ...spanFrom(cursor, start) };
  const callee = readPattern(cursor, word);
  skipBlanks(cursor);
  if (callee === '' || !take(cursor, '(')) return opaque(cursor, start);
  const args = readArguments(cursor);
  return (
    namedValue(callee, args, spanFrom(cursor, start)) ?? callLiteral(callee, args, spanFrom(cursor, start))
  );
}

/** `parameters('x')` and `variables('x')` are names, whatever their case. */
function namedValue(callee: string, [name]: readonly Literal[], span: Span): Literal | null {
  const kind = callee.toLowerCase();
  const [run] = name?.is === 'text' ? name.parts : [];
  if ((kind !== 'parameters' && kind !== 'variables') || run?.is !== 'run') return null;
  return { is: 'name', name: `${kind}/${run.text.toLowerCase()}`, ...span };
}

function readArguments(cursor: Cursor): readonly Literal[] {
  const args: Literal[] = [];
  while (cursor.at < cursor.text.length) {
    skipBlanks(cursor);
    if (take(cursor, ')')) break;
    if (take(cursor, ',')) continue;
    const before = cursor.at;
    args.push(readExpression(cursor));
    if (cursor.at === before) cursor.at += 1;
  }
  return args;
}

/** A string ends at a quote that stands alone: two are one in it. */
function readString(cursor: Cursor): Literal {
  const start = cursor.at;
  const { text } = cursor;
  let end = text.indexOf("'", start);
  while (end >= 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  const stop = end < 0 ? text.length : end;
  cursor.at = Math.min(stop + 1, text.length);
  const written = text.slice(start, stop);
  const isPlain = cursor.scalar.verbatim && !written.includes("''");
  return textLiteral(written.replaceAll("''", "'"), spanOf(cursor, start, stop), isPlain);
}

function readName(cursor: Cursor): Literal {
  const start = cursor.at;
  const name = readPattern(cursor, /[A-Za-z_]\w*/y);
  return textLiteral(name, spanFrom(cursor, start));
}

function readIndex(cursor: Cursor): Literal {
  const key = readExpression(cursor);
  skipBlanks(cursor);
  take(cursor, ']');
  return key;
}

function member(cursor: Cursor, start: number, of: Literal, key: Literal): Literal {
  return { is: 'member', of, key, ...spanFrom(cursor, start) };
}

function opaque(cursor: Cursor, start: number): Literal {
  return { is: 'opaque', ...spanFrom(cursor, start) };
}

function spanFrom(cursor: Cursor, start: number): Span {
  return spanOf(cursor, start, cursor.at);
}

/** Behind an escape of JSON nothing stands where it is counted. */
function spanOf({ scalar }: Cursor, start: number, end: number): Span {
  if (!scalar.verbatim) return { start: scalar.start, end: scalar.end };
  return { start: scalar.start + start, end: scalar.start + end };
}

function skipBlanks(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

function readPattern(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}
