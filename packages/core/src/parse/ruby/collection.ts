import type { Cursor } from './cursor.ts';
import { parseExpression } from './expression.ts';
import type { RubyEntry, RubyExpression } from './syntax.ts';

/** Items between brackets; `key => value` and `key: value` among them are one hash. */
export function bracketed(cursor: Cursor, close: string): readonly RubyExpression[] {
  cursor.skip();
  const items: RubyExpression[] = [];
  for (;;) {
    cursor.skipNewlines();
    if (cursor.isOver || cursor.isMark('}', ')', ']') || cursor.isName('end')) break;
    const before = cursor.at;
    items.push(argumentOf(cursor, false));
    cursor.skipNewlines();
    if (modifiers.some((name) => cursor.isName(name))) skipCondition(cursor);
    if (cursor.isMark(',')) cursor.skip();
    else if (cursor.at === before) cursor.skip();
  }
  if (cursor.isMark(close)) cursor.skip();
  return items;
}

const modifiers = ['if', 'unless', 'while', 'until', 'rescue'] as const;

/** `(name unless test)`: the condition, up to what closes the brackets. */
function skipCondition(cursor: Cursor): void {
  let depth = 0;
  while (!cursor.isOver && !(depth === 0 && cursor.isMark('}', ')', ']'))) {
    if (cursor.isMark('(', '[', '{')) depth += 1;
    else if (cursor.isMark(')', ']', '}')) depth -= 1;
    cursor.skip();
  }
}

/** An argument or item; the pairs that follow each other are one hash. */
function argumentOf(cursor: Cursor, isInArguments: boolean): RubyExpression {
  if (cursor.token?.is === 'label') return parseExpression(cursor, isInArguments);
  const first = parseExpression(cursor, isInArguments);
  if (cursor.isMark('=')) {
    // `define name = "web" do` sets a variable on the way.
    cursor.skip();
    return parseExpression(cursor, isInArguments);
  }
  if (!cursor.isMark('=>')) return first;
  const entries = entriesOf(cursor, isInArguments, null, first);
  return { is: 'hash', entries, start: first.start, end: cursor.end };
}

/** Pairs, parted by commas; within braces up to the closing one. */
export function entriesOf(
  cursor: Cursor,
  isInArguments: boolean,
  close: string | null = null,
  firstKey: RubyExpression | null = null,
): readonly RubyEntry[] {
  const entries: RubyEntry[] = [];
  let key = firstKey;
  for (;;) {
    if (close !== null) cursor.skipNewlines();
    if (cursor.isOver || (close !== null && cursor.isMark(close))) break;
    const before = cursor.at;
    const entry = entryOf(cursor, isInArguments, key);
    key = null;
    if (entry) entries.push(entry);
    if (close !== null) cursor.skipNewlines();
    if (!cursor.isMark(',')) {
      if (close === null || cursor.isMark(close) || cursor.isMark(')', ']', '}')) break;
      if (cursor.at === before) cursor.skip();
      continue;
    }
    cursor.skip();
    cursor.skipNewlines();
  }
  if (close !== null && cursor.isMark(close)) cursor.skip();
  return entries;
}

function entryOf(cursor: Cursor, isInArguments: boolean, known: RubyExpression | null): RubyEntry | null {
  const { token } = cursor;
  if (!known && token?.is === 'label') {
    cursor.skip();
    cursor.skipNewlines();
    const { start, end } = token;
    return {
      key: { is: 'symbol', text: token.text, start, end },
      value: parseExpression(cursor, isInArguments),
    };
  }
  const key = known ?? parseExpression(cursor, isInArguments);
  if (!cursor.isMark('=>')) return null;
  cursor.skip();
  cursor.skipNewlines();
  return { key, value: parseExpression(cursor, isInArguments) };
}

/** The arguments of a call without parentheses. */
export function commandArguments(cursor: Cursor): readonly RubyExpression[] {
  const args: RubyExpression[] = [];
  for (;;) {
    args.push(argumentOf(cursor, true));
    if (!cursor.isMark(',')) return args;
    cursor.skip();
    cursor.skipNewlines();
  }
}

/** The rest of `a = 1, 2`, which is a list. */
export function argumentsOf(cursor: Cursor, first: RubyExpression): RubyExpression {
  if (!cursor.isMark(',')) return first;
  const items = [first];
  while (cursor.isMark(',')) {
    cursor.skip();
    cursor.skipNewlines();
    items.push(parseExpression(cursor));
  }
  return { is: 'array', items, start: first.start, end: cursor.end };
}
