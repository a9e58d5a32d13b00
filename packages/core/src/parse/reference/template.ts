import type { Span, SyntaxProblem } from '../span.ts';

/** A text with variables in it, taken apart; spans are offsets in that text. */
export type TemplatePart = LiteralPart | VariablePart | OpaquePart;

/** A run of text that stands for itself; not verbatim where it was written with an escape. */
export interface LiteralPart extends Span {
  readonly is: 'literal';
  readonly text: string;
}

/** `$X`, `${X}`, `${X:-word}`. */
export interface VariablePart extends Span {
  readonly is: 'variable';
  readonly name: string;
  /** What follows the name: `''`, `:-`, `-`, `:+`, `+`, `:?`, `?`, or the first character of anything else. */
  readonly operator: string;
  readonly word: readonly TemplatePart[];
}

/** Something that only its own program can evaluate: a command, arithmetic, a malformed expression. */
export interface OpaquePart extends Span {
  readonly is: 'opaque';
}

/** How a dialect writes what is not a variable. */
export interface TemplateDialect {
  /** Quotes are removed, and nothing is filled in inside single quotes. */
  readonly quotes: boolean;
  /** `\` or `` ` ``: makes the next character stand for itself; `null` where there is none. */
  readonly escape: string | null;
  /** `$$` stands for one dollar sign. */
  readonly doubledDollar: boolean;
}

/** A template taken apart, with what could not be understood. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly SyntaxProblem[];
}

/** Takes a text with variables apart; whatever it holds, every character of it is in one part. */
export function splitVariables(text: string, dialect: TemplateDialect): Template {
  const scanner: Scanner = { text, dialect, at: 0, problems: [] };
  const parts = scanParts(scanner, null, 0, false);
  return { parts, problems: scanner.problems };
}

const deepest = 200;
const operators = [':-', ':+', ':?', '-', '+', '?'] as const;
const variableName = /[A-Za-z_][A-Za-z0-9_]*/y;
const plainRun = /[^$'"\\`}]+/y;

interface Scanner {
  readonly text: string;
  readonly dialect: TemplateDialect;
  at: number;
  readonly problems: SyntaxProblem[];
}

/** Reads parts up to `close` (or the end) and leaves the scanner on it. */
function scanParts(
  scanner: Scanner,
  close: '}' | null,
  depth: number,
  quoted: boolean,
): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  const { text, dialect } = scanner;
  let inDouble = false;
  while (scanner.at < text.length) {
    const start = scanner.at;
    const character = text[start] ?? '';
    if (character === close && !inDouble) return parts;
    if (character === '$') {
      parts.push(scanDollar(scanner, depth, quoted || inDouble));
    } else if (character === dialect.escape && start + 1 < text.length) {
      scanEscape(scanner, parts, quoted || inDouble);
    } else if (dialect.quotes && character === "'" && !inDouble && !quoted) {
      scanSingleQuoted(scanner, parts);
    } else if (dialect.quotes && character === '"') {
      inDouble = !inDouble;
      scanner.at += 1;
    } else {
      plainRun.lastIndex = start;
      scanner.at = plainRun.test(text) ? plainRun.lastIndex : start + 1;
      pushLiteral(parts, text.slice(start, scanner.at), start, scanner.at);
    }
  }
  if (inDouble)
    scanner.problems.push({ message: 'A double quote is not closed.', start: 0, end: text.length });
  return parts;
}

function scanEscape(scanner: Scanner, parts: TemplatePart[], quoted: boolean): void {
  const { text, at, dialect } = scanner;
  const next = text[at + 1] ?? '';
  const keeps = quoted && next !== '"' && next !== '$' && next !== dialect.escape;
  parts.push({ is: 'literal', text: keeps ? text.slice(at, at + 2) : next, start: at, end: at + 2 });
  scanner.at = at + 2;
}

function scanSingleQuoted(scanner: Scanner, parts: TemplatePart[]): void {
  const { text, at } = scanner;
  const close = text.indexOf("'", at + 1);
  const end = close < 0 ? text.length : close;
  if (close < 0) scanner.problems.push({ message: 'A single quote is not closed.', start: at, end });
  if (end > at + 1) parts.push({ is: 'literal', text: text.slice(at + 1, end), start: at + 1, end });
  scanner.at = Math.min(end + 1, text.length);
}

function scanDollar(scanner: Scanner, depth: number, quoted: boolean): TemplatePart {
  const { text, at, dialect } = scanner;
  const next = text[at + 1];
  if (next === '{') return scanBraces(scanner, depth, quoted);
  if (next === '$' && dialect.doubledDollar) {
    scanner.at = at + 2;
    return { is: 'literal', text: '$', start: at, end: at + 2 };
  }
  variableName.lastIndex = at + 1;
  if (!variableName.test(text)) {
    scanner.at = at + 1;
    return { is: 'literal', text: '$', start: at, end: at + 1 };
  }
  scanner.at = variableName.lastIndex;
  return {
    is: 'variable',
    name: text.slice(at + 1, scanner.at),
    operator: '',
    word: [],
    start: at,
    end: scanner.at,
  };
}

function scanBraces(scanner: Scanner, depth: number, quoted: boolean): TemplatePart {
  const { text, at: start } = scanner;
  variableName.lastIndex = start + 2;
  if (depth >= deepest || !variableName.test(text)) {
    const message =
      depth >= deepest ? `Variables are nested deeper than ${deepest}.` : 'A "${" has no variable name.';
    return skipped(scanner, start, message);
  }
  const nameEnd = variableName.lastIndex;
  const name = text.slice(start + 2, nameEnd);
  const operator =
    text[nameEnd] === '}'
      ? ''
      : (operators.find((each) => text.startsWith(each, nameEnd)) ?? text[nameEnd] ?? '');
  scanner.at = nameEnd + operator.length;
  const word = scanParts(scanner, '}', depth + 1, quoted);
  if (scanner.at >= text.length) {
    scanner.problems.push({ message: 'A "${" is not closed.', start, end: text.length });
    return { is: 'opaque', start, end: text.length };
  }
  scanner.at += 1;
  return { is: 'variable', name, operator, word, start, end: scanner.at };
}

function skipped(scanner: Scanner, start: number, message: string): OpaquePart {
  const close = scanner.text.indexOf('}', start);
  scanner.at = close < 0 ? scanner.text.length : close + 1;
  scanner.problems.push({ message, start, end: scanner.at });
  return { is: 'opaque', start, end: scanner.at };
}

function pushLiteral(parts: TemplatePart[], text: string, start: number, end: number): void {
  const last = parts.at(-1);
  if (last?.is === 'literal' && last.end === start && last.end - last.start === last.text.length) {
    parts[parts.length - 1] = { is: 'literal', text: last.text + text, start: last.start, end };
  } else parts.push({ is: 'literal', text, start, end });
}
