import type { Span, SyntaxProblem } from '../span.ts';
import { type ProgramLanguage, textFormAt } from './language.ts';
import { readText } from './strings.ts';

/** A word, number, string or mark of a program. */
export interface Token extends Span {
  readonly is: 'word' | 'number' | 'text' | 'mark';
  /** As written; of a string nothing, which is in its parts. */
  readonly text: string;
  /** Whether a line end stands before it. */
  readonly isFirst: boolean;
  readonly parts: readonly TokenPart[];
}

/** A part of a string: characters, or the tokens of an interpolation. */
export type TokenPart =
  | (Span & { readonly is: 'run'; readonly text: string; readonly verbatim: boolean })
  | (Span & { readonly is: 'hole'; readonly tokens: Tokens });

/** The tokens of a program, or of an interpolation in it. */
export interface Tokens {
  readonly list: readonly Token[];
  /** By the index of an opening bracket, the index of the one that closes it. */
  readonly closes: ReadonlyMap<number, number>;
}

/** A place in a program that moves on. */
export interface Scanner {
  readonly text: string;
  readonly language: ProgramLanguage;
  at: number;
  depth: number;
  readonly problems: SyntaxProblem[];
}

const deepest = 20;
const blanks = /[ \t\f\v\u00a0\ufeff]+/y;
const word = /[\p{L}_$@][\p{L}\p{N}_$]*/uy;
const number = /\d[\w.]*/y;
const marks = /=>|:=|===?|!==?|<=|>=|&&|\|\||\?\?|\?\.|\.\.\.|\*\*|->|::|[-+*/%|&^]=|[\s\S]/y;

/** Takes a program apart; inside of an interpolation it ends before the brace that closes it. */
export function readTokens(scanner: Scanner, isInterpolation: boolean): Tokens {
  const list: Token[] = [];
  const closes = new Map<number, number>();
  const open: number[] = [];
  scanner.depth += 1;
  for (;;) {
    const isFirst = skipBlanks(scanner) || list.length === 0;
    if (scanner.at >= scanner.text.length) break;
    if (isInterpolation && open.length === 0 && scanner.text[scanner.at] === '}') break;
    const token = readToken(scanner, isFirst, list.at(-1));
    if (token.is === 'mark') matchBracket(token.text, list, open, closes);
    list.push(token);
  }
  scanner.depth -= 1;
  const [first] = open;
  const unclosed = first === undefined ? undefined : list[first];
  if (unclosed && !isInterpolation)
    scanner.problems.push({ message: 'A bracket is not closed.', start: unclosed.start, end: unclosed.end });
  return { list, closes };
}

const partners: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** A bracket that closes none of those just open is passed over: it belongs to something that is not understood. */
function matchBracket(
  mark: string,
  list: readonly Token[],
  open: number[],
  closes: Map<number, number>,
): void {
  if (mark === '(' || mark === '[' || mark === '{') open.push(list.length);
  const partner = partners.get(mark);
  const last = open.at(-1);
  if (partner === undefined || last === undefined || list[last]?.text !== partner) return;
  closes.set(last, list.length);
  open.pop();
}

function readToken(scanner: Scanner, isFirst: boolean, before: Token | undefined): Token {
  const { text, language } = scanner;
  const start = scanner.at;
  const token = (is: Token['is'], end: number): Token => {
    scanner.at = end;
    return { is, text: text.slice(start, end), isFirst, parts: [], start, end };
  };
  const opening = scanner.depth <= deepest ? textFormAt(text, start, language) : undefined;
  if (opening) {
    scanner.at = opening.start;
    const { parts, start: from, end } = readText(scanner, opening.form);
    return { is: 'text', text: '', isFirst, parts, start: from, end };
  }
  if (language === 'javascript' && text[start] === '/' && isRegexPlace(before))
    return token('mark', regexEnd(text, start));
  for (const [is, pattern] of patterns) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return token(is, pattern.lastIndex);
  }
  return token('mark', start + 1);
}

const patterns = [
  ['word', word],
  ['number', number],
  ['mark', marks],
] as const;

/** A slash divides behind a value, and begins a regular expression elsewhere. */
function isRegexPlace(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.is === 'word') return before.text === 'return' || before.text === 'typeof';
  return before.is === 'mark' && before.text !== ')' && before.text !== ']' && before.text !== '}';
}

const longestRegex = 2000;

function regexEnd(text: string, start: number): number {
  let isInClass = false;
  const last = Math.min(text.length, start + longestRegex);
  for (let at = start + 1; at < last && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') isInClass = true;
    else if (text[at] === ']') isInClass = false;
    else if (text[at] === '/' && !isInClass) return at + 1;
  }
  return start + 1;
}

/** Passes blanks and comments; tells whether a line ended. */
function skipBlanks(scanner: Scanner): boolean {
  const { text, language } = scanner;
  let isNewLine = false;
  for (;;) {
    blanks.lastIndex = scanner.at;
    if (blanks.test(text)) scanner.at = blanks.lastIndex;
    const char = text[scanner.at];
    if (char === '\n' || char === '\r') {
      isNewLine = true;
      scanner.at += 1;
    } else if (isLineComment(text, scanner.at, language)) scanner.at = indexOr(text, '\n', scanner.at);
    else if (language !== 'python' && text.startsWith('/*', scanner.at)) skipBlockComment(scanner);
    else return isNewLine;
  }
}

function isLineComment(text: string, at: number, language: ProgramLanguage): boolean {
  if (language === 'python') return text[at] === '#';
  return text.startsWith('//', at) || (text[at] === '#' && language === 'csharp');
}

function skipBlockComment(scanner: Scanner): void {
  const { text, at } = scanner;
  const end = text.indexOf('*/', at + 2);
  if (end < 0) scanner.problems.push({ message: 'A comment is not closed.', start: at, end: text.length });
  scanner.at = end < 0 ? text.length : end + 2;
}

function indexOr(text: string, needle: string, from: number): number {
  const found = text.indexOf(needle, from);
  return found < 0 ? text.length : found;
}
