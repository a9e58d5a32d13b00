import type { SyntaxProblem } from '../span.ts';
import { heredocAt, type PendingHeredoc, readBody } from './heredoc.ts';
import { plain, type Quote, readString } from './string.ts';
import type { StringPart, Token } from './token.ts';

/** The tokens of a file, and what is not closed in it. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly problems: readonly SyntaxProblem[];
}

interface Lexer {
  readonly text: string;
  at: number;
  readonly tokens: Token[];
  readonly problems: SyntaxProblem[];
  readonly heredocs: PendingHeredoc[];
  spaced: boolean;
}

const blank = /(?:[ \t\r\f]|\\\r?\n)+/y;
const comment = /#[^\n]*/y;
const word = /(?:@{1,2}|\$)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:[?!](?!=))?/y;
const number = /\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?/iy;
const mark = /\*\*|&\.|=>|->|\|\|=|&&=|\.\.\.?|::|&&|\|\||[=!<>]=|=~|\+=|<<|[^\s\w]/y;
const percent = /%(?<kind>[qQwWiIrx]?)(?<open>[([{<|!/])/y;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Takes a file of Ruby apart into tokens. */
export function rubyTokens(text: string): Tokens {
  const lexer: Lexer = { text, at: 0, tokens: [], problems: [], heredocs: [], spaced: false };
  while (lexer.at < text.length) {
    const before = lexer.at;
    readToken(lexer);
    if (lexer.at <= before) lexer.at = before + 1;
  }
  return lexer;
}

function readToken(lexer: Lexer): void {
  const { text, at } = lexer;
  const isLineStart = at === 0 || text[at - 1] === '\n';
  if (isLineStart && text.startsWith('=begin', at)) {
    const end = text.indexOf('\n=end', at);
    lexer.at = end < 0 ? text.length : Math.max(text.indexOf('\n', end + 1), end + 5);
  } else if (isLineStart && /^__END__\r?(?:\n|$)/.test(text.slice(at, at + 9))) lexer.at = text.length;
  else if (matched(lexer, blank) !== null || matched(lexer, comment) !== null) lexer.spaced = true;
  else {
    readMeaning(lexer, text[at] ?? '');
    lexer.spaced = text[lexer.at - 1] === '\n';
  }
}

function readMeaning(lexer: Lexer, character: string): void {
  const { at } = lexer;
  if (character === '\n' || character === ';') newline(lexer);
  else if (character === '"' || character === "'" || character === '`')
    quoted(lexer, at + 1, { open: character, close: character, interpolates: character !== "'" });
  else if (character === '<' && readHeredoc(lexer)) return;
  else if (character === '%' && readPercent(lexer)) return;
  else if (character === ':' && readSymbol(lexer)) return;
  else if (character === '/' && startsRegex(lexer)) readRegex(lexer);
  else if (readWord(lexer)) return;
  else {
    const digits = matched(lexer, number);
    if (digits !== null) push(lexer, 'number', digits, at);
    else push(lexer, 'mark', matched(lexer, mark) ?? character, at);
  }
}

function matched(lexer: Lexer, pattern: RegExp): string | null {
  pattern.lastIndex = lexer.at;
  const found = pattern.exec(lexer.text)?.[0];
  if (found === undefined) return null;
  lexer.at += found.length;
  return found;
}

function push(
  lexer: Lexer,
  is: Token['is'],
  text: string,
  start: number,
  parts: readonly StringPart[] = [],
): void {
  lexer.tokens.push({ is, text, parts, start, end: Math.max(lexer.at, start), spaced: lexer.spaced });
}

function newline(lexer: Lexer): void {
  const { at, text } = lexer;
  lexer.at += 1;
  push(lexer, 'newline', '\n', at);
  if (text[at] !== '\n') return;
  for (const heredoc of lexer.heredocs.splice(0)) lexer.at = readBody(text, lexer.at, heredoc);
}

/** A string in quotes; `"name":` before a value is a label. */
function quoted(lexer: Lexer, from: number, quote: Quote): void {
  const { at, text } = lexer;
  const { parts, end, isClosed } = readString(text, from, quote);
  lexer.at = end;
  if (!isClosed)
    lexer.problems.push({
      message: 'A string is not closed.',
      start: at,
      end: Math.min(at + 1, text.length),
    });
  const isLabel = text[end] === ':' && text[end + 1] !== ':' && text[at] !== '%' && isArgument(lexer);
  if (isLabel) {
    push(lexer, 'label', parts.map((part) => part.text).join(''), at, parts);
    lexer.at = end + 1;
  } else push(lexer, 'string', '', at, parts);
}

/** Whether a key may stand here: behind an opening or a comma, or behind the name of a method. */
function isArgument({ tokens }: Lexer): boolean {
  const last = tokens.findLast(({ is }) => is !== 'newline');
  return last === undefined || last.is === 'name' || /^[({,|]$/.test(last.text);
}

function readHeredoc(lexer: Lexer): boolean {
  const { at } = lexer;
  const found = heredocAt(lexer.text, at);
  if (!found) return false;
  lexer.at = found.end;
  lexer.heredocs.push(found.heredoc);
  push(lexer, 'string', '', at, found.heredoc.parts);
  return true;
}

function readPercent(lexer: Lexer): boolean {
  const { at, text } = lexer;
  percent.lastIndex = at;
  const { kind = '', open = '' } = percent.exec(text)?.groups ?? {};
  if (open === '' || (kind === '' && isValue(lexer))) return false;
  const close = closers[open] ?? open;
  const from = percent.lastIndex;
  const isWords = /[wWiI]/.test(kind);
  if (!isWords) {
    quoted(lexer, from, { open, close, interpolates: kind !== 'q' });
    return true;
  }
  const { end } = readString(text, from, { open, close, interpolates: false });
  const words = [...text.slice(from, end - 1).matchAll(/\S+/g)];
  lexer.at = end;
  const parts = words.map(({ index, 0: each }) => plain(text, from + index, from + index + each.length));
  push(lexer, 'words', '', at, parts);
  return true;
}

function readSymbol(lexer: Lexer): boolean {
  const { at, text } = lexer;
  const next = text[at + 1] ?? '';
  if (next === '"' || next === "'") {
    const { parts, end } = readString(text, at + 2, { open: next, close: next, interpolates: next === '"' });
    lexer.at = end;
    push(lexer, 'symbol', parts.map((part) => part.text).join(''), at, parts);
    return true;
  }
  if (!/[A-Za-z_]/.test(next) || text[at - 1] === ':') return false;
  lexer.at = at + 1;
  const name = matched(lexer, word) ?? '';
  push(lexer, 'symbol', name, at, [plain(text, at + 1, lexer.at)]);
  return true;
}

function readWord(lexer: Lexer): boolean {
  const { at, text } = lexer;
  const found = matched(lexer, word);
  if (found === null) return false;
  if (text[lexer.at] === ':' && text[lexer.at + 1] !== ':' && !/^[@$]/.test(found) && !isTernary(lexer, at)) {
    lexer.at += 1;
    push(lexer, 'label', found, at, [plain(text, at, at + found.length)]);
  } else push(lexer, /^[A-Z]/.test(found) ? 'constant' : 'name', found, at);
  return true;
}

/** In `a ? b :c` the colon parts; a label has it stuck on and a blank behind, and no `?` before it in its line. */
function isTernary({ tokens, text, at }: Lexer, start: number): boolean {
  if (/\s/.test(text[at + 1] ?? ' ')) {
    const before = tokens.at(-1);
    return before?.text === '?' && before.end <= start;
  }
  return false;
}

function isValue({ tokens }: Lexer): boolean {
  const last = tokens.at(-1);
  return (
    last !== undefined &&
    (/^(?:name|constant|string|number|symbol|words)$/.test(last.is) || /^[)\]}]$/.test(last.text))
  );
}

/** A slash divides behind a value, unless blanks stand before it and none behind. */
function startsRegex(lexer: Lexer): boolean {
  const next = lexer.text[lexer.at + 1] ?? '';
  return !isValue(lexer) || (lexer.spaced && !/[\s=]/.test(next) && lexer.tokens.at(-1)?.is === 'name');
}

function readRegex(lexer: Lexer): void {
  const { at, text } = lexer;
  const eol = text.indexOf('\n', at);
  const line = text.slice(at, eol < 0 ? text.length : eol);
  const found = /^\/(?:[^/\\]|\\.)*\/[a-z]*/.exec(line);
  lexer.at = at + (found?.[0].length ?? 1);
  push(lexer, found ? 'number' : 'mark', found?.[0] ?? '/', at);
}
