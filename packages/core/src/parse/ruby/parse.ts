import type { SyntaxProblem } from '../span.ts';
import { parseBlock } from './block.ts';
import { argumentsOf } from './collection.ts';
import { Cursor } from './cursor.ts';
import { parseExpression } from './expression.ts';
import type { RubyStatement } from './syntax.ts';
import { openingKeywords } from './token.ts';
import { rubyTokens } from './tokens.ts';

/** What a file of Ruby says, and what could not be understood of it. */
export interface RubyProgram {
  readonly statements: readonly RubyStatement[];
  readonly problems: readonly SyntaxProblem[];
}

/** Parses the part of Ruby that configuration is written in: literals, calls with blocks, assignments. */
export function parseRuby(text: string): RubyProgram {
  const { tokens, problems } = rubyTokens(text);
  const cursor = new Cursor(tokens, { statements: parseStatements, keywordBody: parseBody });
  const statements: RubyStatement[] = [];
  while (!cursor.isOver) {
    statements.push(...parseStatements(cursor));
    // An `end` or a bracket that closes nothing.
    cursor.skip();
  }
  return { statements, problems: [...problems, ...cursor.problems] };
}

const parting: ReadonlySet<string> = new Set(['else', 'elsif', 'when', 'in', 'rescue', 'ensure', 'then']);

/** Reads statements up to `end`, a closing bracket, or the end of the file, and stays on it. */
function parseStatements(cursor: Cursor): readonly RubyStatement[] {
  const statements: RubyStatement[] = [];
  for (;;) {
    cursor.skipNewlines();
    if (cursor.isOver || cursor.isName('end') || cursor.isMark('}', ')', ']')) return statements;
    const before = cursor.at;
    const statement = parseStatement(cursor);
    if (statement) statements.push(statement);
    if (cursor.at === before) cursor.skip();
  }
}

function parseStatement(cursor: Cursor): RubyStatement | null {
  const { text = '', is } = cursor.token ?? {};
  if (is === 'name' && openingKeywords.has(text)) {
    const body = parseBody(cursor, text);
    skipRest(cursor);
    return body;
  }
  if (is === 'name' && parting.has(text)) {
    skipHead(cursor, text);
    return null;
  }
  const expression = parseExpression(cursor);
  if (cursor.isMark('=', '||=')) {
    cursor.skip();
    cursor.skipNewlines();
    const value = argumentsOf(cursor, parseExpression(cursor));
    skipRest(cursor);
    return { is: 'assignment', target: expression, value };
  }
  skipRest(cursor);
  return { is: 'expression', expression };
}

/** `if … end` and its like: the head is left out, what stands below is read. */
function parseBody(cursor: Cursor, keyword: string): RubyStatement {
  const start = cursor.token;
  skipHead(cursor, keyword);
  if (keyword === 'def' && cursor.isMark('=')) {
    // `def name(…) = expression` has no end.
    cursor.skip();
    cursor.skipNewlines();
    parseExpression(cursor);
    return { is: 'body', isMethod: true, body: [] };
  }
  const body = cursor.nested(parseStatements) ?? [];
  if (cursor.isName('end')) cursor.skip();
  else if (start)
    cursor.problems.push({ message: `"${keyword}" is not ended.`, start: start.start, end: start.end });
  return { is: 'body', isMethod: keyword === 'def', body };
}

/** Passes the condition or the name that a keyword takes; `while x do` has a `do` of its own. */
function skipHead(cursor: Cursor, keyword: string): void {
  cursor.skip();
  if (keyword === 'begin' || keyword === 'else' || keyword === 'ensure' || keyword === 'then') return;
  if (keyword === 'def') {
    skipSignature(cursor);
    return;
  }
  let depth = 0;
  while (!cursor.isOver && !(depth === 0 && cursor.isNewline)) {
    if (cursor.isMark('(', '[', '{')) depth += 1;
    else if (cursor.isMark(')', ']', '}')) depth -= 1;
    const isOwnDo = /^(?:while|until|for)$/.test(keyword) && cursor.isName('do');
    const isThen = cursor.isName('then');
    cursor.skip();
    if (isOwnDo || isThen) return;
  }
}

/** `self.name=(value)`, `==(other)`, `name value`: up to where the body begins. */
function skipSignature(cursor: Cursor): void {
  while (!cursor.isOver && !cursor.isNewline && !cursor.isMark('(')) {
    // `def name = expression`; the sign of a setter stands at its name.
    if (cursor.isMark('=') && cursor.token?.spaced) return;
    cursor.skip();
  }
  if (cursor.isMark('(')) parseExpression(cursor);
}

/** Passes what follows an expression in its line: `if test`, an operator that is not read. */
function skipRest(cursor: Cursor): void {
  while (!cursor.isOver && !cursor.isNewline && !cursor.isName('end') && !cursor.isMark('}', ')', ']')) {
    const { at } = cursor;
    if (cursor.isName('do')) parseBlock(cursor);
    else if (cursor.isMark('(', '[', '{')) parseExpression(cursor);
    if (cursor.at === at) cursor.skip();
  }
}
