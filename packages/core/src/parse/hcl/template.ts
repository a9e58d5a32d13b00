import type { Span, SyntaxProblem } from '../span.ts';
import type { HclExpression, HclTemplate } from './ast.ts';
import { Char, heredocEnd, heredocStart } from './characters.ts';
import { Cursor, type Origin } from './cursor.ts';
import { sequence, type TemplateToken } from './template-sequence.ts';
import { stripIndentation, templateTree } from './template-tree.ts';

/** Parses the text of a template file, or of any span in which quotes and backslashes have no meaning. */
export function parseTemplate(
  text: string,
  span: Span = { start: 0, end: text.length },
  origin?: Origin,
  style: 'file' | 'json' = 'file',
): { readonly expression: HclTemplate; readonly problems: readonly SyntaxProblem[] } {
  const cursor = new Cursor(text, span, origin);
  const tokens = new TokenList(cursor);
  while (cursor.at < cursor.end) {
    if (!takeSequence(cursor, tokens)) takePlain(cursor, tokens, false);
  }
  const parts = templateTree(cursor, tokens.all);
  const expression: HclTemplate = { is: 'template', style, parts, ...cursor.span(span.start, span.end) };
  return { expression, problems: cursor.problems };
}

/** Parses the quoted template at the cursor. */
export function parseQuoted(cursor: Cursor): HclExpression {
  const start = cursor.at++;
  const tokens = new TokenList(cursor);
  for (;;) {
    const code = cursor.peek();
    if (code === Char.quote) break;
    if (Number.isNaN(code) || code === Char.newline || code === Char.carriageReturn) {
      return cursor.invalid('The quoted string is not closed on its line.', start, cursor.at);
    }
    if (code === Char.backslash) takeEscape(cursor, tokens);
    else if (!takeSequence(cursor, tokens)) takePlain(cursor, tokens, true);
  }
  cursor.at++;
  const parts = templateTree(cursor, tokens.all);
  return { is: 'template', style: 'quoted', parts, ...cursor.span(start, cursor.at) };
}

/** Parses the heredoc at the cursor; `undefined` where none begins. */
export function parseHeredoc(cursor: Cursor): HclExpression | undefined {
  const start = cursor.at;
  const found = cursor.text.startsWith('<<', start) ? heredocStart(cursor.text, start) : undefined;
  if (found === undefined || found.bodyStart > cursor.end) return undefined;
  cursor.at = found.bodyStart;
  const tokens = new TokenList(cursor);
  let end = heredocEnd(cursor.text, cursor.at, found.marker);
  while (end < 0) {
    if (Number.isNaN(cursor.peek()))
      return cursor.invalid('The heredoc is not closed.', start, found.bodyStart);
    if (takeSequence(cursor, tokens)) continue;
    takePlain(cursor, tokens, false);
    if (tokens.endsLine) end = heredocEnd(cursor.text, cursor.at, found.marker);
  }
  cursor.at = end;
  const all = found.flush ? stripIndentation(cursor, tokens.all) : tokens.all;
  const parts = templateTree(cursor, all);
  return { is: 'template', style: found.flush ? 'flush' : 'heredoc', parts, ...cursor.span(start, end) };
}

/** The tokens of a template so far; literal tokens that stand together on a line share a `group`. */
class TokenList {
  readonly all: TemplateToken[] = [];
  readonly #cursor: Cursor;
  #group = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  get endsLine(): boolean {
    const last = this.all.at(-1);
    return last?.is === 'literal' && last.value.endsWith('\n');
  }

  literal(start: number, value: string): void {
    if (this.endsLine && this.all.length > 0) this.#group++;
    for (const run of this.#cursor.runs(start, this.#cursor.at, value)) {
      this.all.push({ is: 'literal', ...run, group: this.#group });
    }
  }

  add(token: TemplateToken): void {
    this.all.push(token);
    this.#group++;
  }
}

function takeSequence(cursor: Cursor, tokens: TokenList): boolean {
  const code = cursor.peek();
  if (code !== Char.dollar && code !== Char.percent) return false;
  if (cursor.peek(1) === Char.openBrace) {
    tokens.add(sequence(cursor));
    return true;
  }
  if (cursor.peek(1) !== code || cursor.peek(2) !== Char.openBrace) return false;
  const start = cursor.at;
  cursor.at += 3;
  tokens.literal(start, code === Char.dollar ? '${' : '%{');
  return true;
}

/** Takes literal text up to what needs a look; in heredocs and files at most one line. */
function takePlain(cursor: Cursor, tokens: TokenList, quoted: boolean): void {
  const start = cursor.at++;
  const first = cursor.text.charCodeAt(start);
  if (first !== Char.newline && first !== Char.dollar && first !== Char.percent) {
    let code = cursor.peek();
    while (!endsPlain(code, quoted)) {
      cursor.at++;
      code = cursor.peek();
    }
    if (code === Char.newline && !quoted) cursor.at++;
  }
  tokens.literal(start, cursor.text.slice(start, cursor.at));
}

function endsPlain(code: number, quoted: boolean): boolean {
  if (code === Char.dollar || code === Char.percent || code === Char.newline || Number.isNaN(code))
    return true;
  return quoted && (code === Char.quote || code === Char.backslash || code === Char.carriageReturn);
}

const simpleEscapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);
const unicodeEscape = /\\(?:u(?<short>[0-9a-fA-F]{4})|U(?<long>[0-9a-fA-F]{8}))/y;

function takeEscape(cursor: Cursor, tokens: TokenList): void {
  const start = cursor.at;
  const simple = simpleEscapes.get(cursor.text.charAt(start + 1));
  unicodeEscape.lastIndex = start;
  const groups = simple === undefined ? unicodeEscape.exec(cursor.text)?.groups : undefined;
  const point = Number.parseInt(groups?.short ?? groups?.long ?? '', 16);
  if (simple !== undefined) cursor.at += 2;
  else if (point <= 0x10ffff) cursor.at = unicodeEscape.lastIndex;
  else {
    cursor.at += 2;
    cursor.invalid('This is no escape sequence.', start, cursor.at);
    tokens.literal(start, cursor.text.slice(start, cursor.at));
    return;
  }
  tokens.literal(start, simple ?? String.fromCodePoint(point));
}
