import type { HclExpression, HclObjectItem } from './ast.ts';
import { Char, identifierEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { enclosedExpression, expressionAt } from './expression.ts';

/** Parses `[a, b]` or `[for …]`. */
export function parseBrackets(cursor: Cursor): HclExpression {
  const start = cursor.at++;
  return withNewlines(cursor, false, () => {
    if (cursor.takeKeyword('for')) return forExpression(cursor, start, 'tuple');
    const items = list(cursor, Char.closeBracket);
    if (cursor.next() !== Char.closeBracket) return cursor.invalid('"[" is not closed.', start, start + 1);
    cursor.at++;
    return { is: 'tuple', items, ...cursor.span(start, cursor.at) };
  });
}

/** Parses `{ key = value }` or `{for …}`. */
export function parseBraces(cursor: Cursor): HclExpression {
  const start = cursor.at++;
  const isFor = withNewlines(cursor, false, () => isForHere(cursor));
  if (isFor) return withNewlines(cursor, false, () => forExpression(cursor, start, 'object'));
  return withNewlines(cursor, true, () => {
    const items = objectItems(cursor);
    if (cursor.peek() !== Char.closeBrace) return cursor.invalid('"{" is not closed.', start, start + 1);
    cursor.at++;
    return { is: 'object', items, ...cursor.span(start, cursor.at) };
  });
}

/** Parses the call whose name was just taken; `undefined` where no parenthesis follows. */
export function parseCall(cursor: Cursor, nameStart: number): HclExpression | undefined {
  const nameEnd = qualifiedNameEnd(cursor);
  const before = cursor.at;
  cursor.at = nameEnd;
  if (cursor.next() !== Char.openParen) {
    cursor.at = before;
    return undefined;
  }
  const open = cursor.at++;
  return withNewlines(cursor, false, () => {
    const args = list(cursor, Char.closeParen);
    const expandFinal = cursor.take('...');
    if (cursor.next() !== Char.closeParen) return cursor.invalid('"(" is not closed.', open, open + 1);
    cursor.at++;
    const name = cursor.text.slice(nameStart, nameEnd);
    const span = cursor.span(nameStart, cursor.at);
    return { is: 'call', name, nameSpan: cursor.span(nameStart, nameEnd), args, expandFinal, ...span };
  });
}

/** `provider::aws::arn_parse`. */
function qualifiedNameEnd(cursor: Cursor): number {
  let end = cursor.at;
  while (cursor.text.startsWith('::', end)) {
    const next = identifierEnd(cursor.text, end + 2);
    if (next === end + 2) break;
    end = next;
  }
  return Math.min(end, cursor.end);
}

function list(cursor: Cursor, closer: number): readonly HclExpression[] {
  const items: HclExpression[] = [];
  for (;;) {
    const code = cursor.next();
    if (code === closer || Number.isNaN(code)) return items;
    const start = cursor.at;
    items.push(expressionAt(cursor));
    const after = cursor.next();
    if (after === closer || Number.isNaN(after) || (after === Char.dot && cursor.peek(1) === Char.dot))
      return items;
    if (after !== Char.comma) {
      const at = cursor.at;
      cursor.skipToSeparator(closer, start + 1);
      items.push(cursor.invalid('Expected "," between two values.', at, cursor.at));
    }
    if (cursor.peek() === Char.comma) cursor.at++;
  }
}

function objectItems(cursor: Cursor): readonly HclObjectItem[] {
  const items: HclObjectItem[] = [];
  for (;;) {
    while (isSeparator(cursor.next())) cursor.at++;
    if (cursor.peek() === Char.closeBrace || Number.isNaN(cursor.peek())) return items;
    const start = cursor.at;
    items.push(objectItem(cursor));
    const after = cursor.next();
    if (after === Char.closeBrace || isSeparator(after)) continue;
    const at = cursor.at;
    cursor.skipToSeparator(Char.closeBrace, start + 1);
    if (cursor.problems.length === 0)
      cursor.invalid('Expected "," or a new line between two items.', at, cursor.at);
  }
}

function isSeparator(code: number): boolean {
  return code === Char.comma || code === Char.newline || code === Char.carriageReturn;
}

function objectItem(cursor: Cursor): HclObjectItem {
  const key = objectKey(cursor);
  // A fat arrow is a `for` that lost its keyword; two equals signs are a comparison.
  if (!cursor.take('=') && !cursor.take(':')) {
    const value = cursor.invalid('Expected "=" and a value after the key.', cursor.at, cursor.at + 1);
    return { key, value, start: key.start, end: value.end };
  }
  const value = expressionAt(cursor);
  return { key, value, start: key.start, end: value.end };
}

function objectKey(cursor: Cursor): HclExpression {
  const start = cursor.at;
  const name = cursor.identifier();
  const following = cursor.next();
  if (
    name !== '' &&
    (following === Char.equals || following === Char.colon) &&
    cursor.peek(1) !== Char.equals
  ) {
    const span = cursor.span(start, start + name.length);
    const literal = { is: 'literal' as const, value: name, exact: cursor.isExact(span, name), ...span };
    return { is: 'template', style: 'key', parts: [literal], ...span };
  }
  cursor.at = start;
  return expressionAt(cursor);
}

function isForHere(cursor: Cursor): boolean {
  const start = cursor.at;
  if (!cursor.takeKeyword('for')) {
    cursor.at = start;
    return false;
  }
  const code = cursor.next();
  const isKey = code === Char.equals || code === Char.colon;
  if (isKey) cursor.at = start;
  return !isKey;
}

function forExpression(cursor: Cursor, start: number, makes: 'tuple' | 'object'): HclExpression {
  const names = forNames(cursor);
  if (names === undefined) return cursor.invalid('Expected "for name in collection".', start, cursor.at + 1);
  const collection = enclosedExpression(cursor);
  if (!cursor.take(':'))
    return cursor.invalid('Expected ":" after the collection.', cursor.at, cursor.at + 1);
  const first = expressionAt(cursor);
  const key = makes === 'object' ? first : undefined;
  if (key !== undefined && !cursor.take('=>'))
    return cursor.invalid('Expected "=>" after the key.', cursor.at, cursor.at + 1);
  const value = key === undefined ? first : expressionAt(cursor);
  const grouping = cursor.take('...');
  const condition = cursor.takeKeyword('if') ? expressionAt(cursor) : undefined;
  if (!cursor.take(makes === 'tuple' ? ']' : '}'))
    return cursor.invalid('The "for" is not closed.', start, start + 1);
  const span = cursor.span(start, cursor.at);
  return { is: 'for', makes, ...names, collection, key, value, grouping, condition, ...span };
}

/** Takes `name in` or `key, value in`. */
export function forNames(
  cursor: Cursor,
): { readonly keyName: string | undefined; readonly valueName: string } | undefined {
  cursor.next();
  const first = cursor.identifier();
  if (first === '') return undefined;
  if (!cursor.take(','))
    return cursor.takeKeyword('in') ? { keyName: undefined, valueName: first } : undefined;
  cursor.next();
  const second = cursor.identifier();
  return second !== '' && cursor.takeKeyword('in') ? { keyName: first, valueName: second } : undefined;
}

function withNewlines<T>(cursor: Cursor, count: boolean, parse: () => T): T {
  const outer = cursor.newlinesCount;
  cursor.newlinesCount = count;
  const parsed = parse();
  cursor.newlinesCount = outer;
  return parsed;
}
