import type { Span, SyntaxProblem, TemplatePart } from '@fineprint/core';
import { readExpandable, readVariable } from './expandable.ts';

/** A word of PowerShell, or a mark between words. */
export type Token = Word | Mark;

/** A word without its quotes; what only a run knows is opaque in it. */
export interface Word extends Span {
  readonly is: 'word';
  readonly parts: readonly TemplatePart[];
  /** Whether it begins without quote, variable and type: only such a word names a command by itself. */
  readonly isBare: boolean;
}

/** What stands between words; `open` and `close` are brackets of any form. */
export interface Mark extends Span {
  readonly is: 'end' | 'pipe' | 'comma' | 'assign' | 'call' | 'open' | 'close';
}

/** Takes a script apart (https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-02); a quote may be left open. */
export function readTokens(text: string): {
  readonly tokens: readonly Token[];
  readonly problems: readonly SyntaxProblem[];
} {
  const scanner: Scanner = { text, at: 0, problems: [] };
  const tokens: Token[] = [];
  while (skipBlanks(scanner)) {
    const mark = readMark(scanner);
    tokens.push(mark ?? readWord(scanner));
  }
  return { tokens, problems: scanner.problems };
}

interface Scanner {
  readonly text: string;
  at: number;
  readonly problems: SyntaxProblem[];
}

const blanks = /(?:[ \t\f\v\u00a0\ufeff]|`\r?\n)+/y;
const lineComment = /#[^\r\n]*/y;

/** Passes blanks, joined lines and comments; tells whether anything follows. */
function skipBlanks(scanner: Scanner): boolean {
  const { text } = scanner;
  for (;;) {
    const start = scanner.at;
    take(scanner, blanks);
    if (text.startsWith('<#', scanner.at)) {
      const end = text.indexOf('#>', scanner.at);
      scanner.at = end < 0 ? text.length : end + 2;
    } else take(scanner, lineComment);
    if (scanner.at === start) return scanner.at < text.length;
  }
}

const marks: readonly (readonly [Mark['is'], RegExp])[] = [
  ['end', /[\r\n;]+|\|\||&&/y],
  ['pipe', /\|/y],
  ['comma', /,/y],
  ['call', /&/y],
  ['open', /[@$]?\(|@?\{/y],
  ['close', /[)}]/y],
  ['assign', /[-+*/%]?=(?!=)/y],
];

function readMark(scanner: Scanner): Mark | null {
  const start = scanner.at;
  for (const [is, pattern] of marks) if (take(scanner, pattern)) return { is, start, end: scanner.at };
  return null;
}

function take(scanner: Scanner, pattern: RegExp): string {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text)?.[0] ?? '';
  scanner.at += found.length;
  return found;
}

// `[string]$Version = '1.2'`
const type = /(?:\[[^\]\s'"$]{1,200}\])+(?=\$)/y;
// `@arguments`; of npm, `@scope/name` is none.
const splat = /@[A-Za-z_]\w*(?![\w/.-])/y;
const run = /[^\s;|,(){}&'"$`]+/y;
const assignment = /[ \t]*[-+*/%]?=(?!=)/y;

function readWord(scanner: Scanner): Word {
  const { text } = scanner;
  const isTyped = take(scanner, type) !== '';
  const start = scanner.at;
  const parts: TemplatePart[] = [];
  while (scanner.at < text.length) {
    const from = scanner.at;
    // One by one: a call takes only so many arguments.
    for (const part of readPart(scanner, parts.length === 0)) parts.push(part);
    if (scanner.at === from) break;
    assignment.lastIndex = scanner.at;
    if (parts.length === 1 && parts[0]?.is === 'variable' && assignment.test(text)) break;
  }
  // Nothing stands for a character that belongs nowhere.
  if (scanner.at === start) scanner.at += 1;
  const isBare = !isTyped && /[^'"$@]/.test(text[start] ?? '');
  return { is: 'word', parts, isBare, start, end: scanner.at };
}

function readPart(scanner: Scanner, isFirst: boolean): readonly TemplatePart[] {
  const { text, at } = scanner;
  const char = text[at];
  if (char === "'") return readVerbatim(scanner);
  if (char === '"') return quoted(scanner, at + 1, '"', '"');
  if (isFirst && char === '@' && /^@["'][ \t]*\r?\n/.test(text.slice(at, at + 20))) return readHere(scanner);
  if (isFirst && take(scanner, splat) !== '') return [{ is: 'opaque', start: at, end: scanner.at }];
  if (char === '$') {
    const part = readVariable(text, at, false);
    scanner.at = part.end;
    return [part];
  }
  if (char === '`' && at + 1 < text.length) {
    scanner.at += 2;
    return [{ is: 'literal', text: text[at + 1] ?? '', start: at, end: at + 2 }];
  }
  const found = take(scanner, run);
  return found === '' ? [] : [{ is: 'literal', text: found, start: at, end: scanner.at }];
}

/** `'…'`, in which a doubled quote stands for itself. */
function readVerbatim(scanner: Scanner): readonly TemplatePart[] {
  const { text, at } = scanner;
  const parts: TemplatePart[] = [];
  for (let from = at + 1; ; ) {
    const quote = text.indexOf("'", from);
    const end = quote < 0 ? text.length : quote;
    parts.push({ is: 'literal', text: text.slice(from, end), start: from, end });
    scanner.at = Math.min(end + 1, text.length);
    if (quote < 0) unclosed(scanner, at);
    if (quote < 0 || text[quote + 1] !== "'") return parts;
    parts.push({ is: 'literal', text: "'", start: quote, end: quote + 2 });
    from = quote + 2;
  }
}

/** A text between `@'` or `@"` at the end of a line and its mirror at the beginning of one. */
function readHere(scanner: Scanner): readonly TemplatePart[] {
  const { text, at } = scanner;
  const start = text.indexOf('\n', at) + 1;
  const close = `\n${text[at + 1]}@`;
  if (text[at + 1] === '"') return quoted(scanner, start, close, null);
  const end = text.indexOf(close, start - 1);
  if (end < 0) unclosed(scanner, at);
  scanner.at = end < 0 ? text.length : end + close.length;
  return [{ is: 'literal', text: text.slice(start, end < 0 ? text.length : end), start, end: scanner.at }];
}

function quoted(scanner: Scanner, start: number, close: string, doubled: string | null) {
  const { parts, end, isClosed } = readExpandable(scanner.text, start, close, doubled);
  if (!isClosed) unclosed(scanner, scanner.at);
  scanner.at = end;
  return parts;
}

function unclosed({ problems }: Scanner, start: number): void {
  problems.push({ message: 'A string is not closed.', start, end: start + 1 });
}
