import type { Literal, MapEntry } from '../literals/index.ts';
import { closeOf, isAt, opaqueFrom, peek, spanFrom, type TokenCursor, take } from './cursor.ts';
import { readExpression } from './expression.ts';
import { fieldEntry } from './primary.ts';

/** Reads what is parted by commas up to a closing bracket, which is passed. */
export function readItems(cursor: TokenCursor, close: number): readonly Literal[] {
  const items: Literal[] = [];
  while (cursor.at < close && cursor.budget.left > 0) {
    if (take(cursor, ',') || take(cursor, '...')) continue;
    // `[x for x in y]`: one that is not known of many.
    const before = cursor.at;
    items.push(readExpression(cursor));
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.list.length);
  return items;
}

/** Reads arguments; those with names are one map behind the others. */
export function readArguments(cursor: TokenCursor, close: number): readonly Literal[] {
  const args: Literal[] = [];
  const named: MapEntry[] = [];
  const start = cursor.at;
  while (cursor.at < close && cursor.budget.left > 0) {
    if (take(cursor, ',') || take(cursor, '...') || take(cursor, '**') || take(cursor, '*')) continue;
    const before = cursor.at;
    const name = argumentName(cursor);
    if (name !== null) cursor.at += 2;
    const value = readExpression(cursor);
    if (name === null) args.push(value);
    else named.push(fieldEntry(name, value));
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.list.length);
  return named.length === 0 ? args : [...args, { is: 'map', entries: named, ...spanFrom(cursor, start) }];
}

/** `name=value` of Python, `name: value` of C#. */
function argumentName(cursor: TokenCursor): string | null {
  const mark = cursor.language === 'python' ? '=' : cursor.language === 'csharp' ? ':' : null;
  const token = peek(cursor);
  return mark !== null && token?.is === 'word' && isAt(cursor, mark, 1) ? token.text : null;
}

/** Reads `{…}`: an object, a dictionary, the fields of a type, or the items of a list. */
export function readBraces(cursor: TokenCursor): Literal {
  const start = cursor.at;
  const close = closeOf(cursor, start);
  const entries: MapEntry[] = [];
  const items: Literal[] = [];
  cursor.at += 1;
  while (cursor.at < close && cursor.budget.left > 0) {
    if (take(cursor, ',') || take(cursor, ';')) continue;
    const before = cursor.at;
    if (take(cursor, '...') || take(cursor, '**')) readExpression(cursor);
    else {
      const entry = readEntry(cursor);
      if (entry) entries.push(entry);
      else items.push(readExpression(cursor));
    }
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.list.length);
  const span = spanFrom(cursor, start);
  return items.length > entries.length && cursor.language !== 'javascript'
    ? { is: 'list', items, ...span }
    : { is: 'map', entries, ...span };
}

/** `key: value`, `"key": value`, `Key = value`, `["key"] = value`, `[computed]: value`, `name`. */
function readEntry(cursor: TokenCursor): MapEntry | null {
  const start = cursor.at;
  const token = peek(cursor);
  if (isAt(cursor, '[')) return readComputed(cursor, start);
  const isSeparated = isAt(cursor, ':', 1) || (cursor.language === 'csharp' && isAt(cursor, '=', 1));
  if (token && isSeparated && token.is !== 'mark') {
    cursor.at += 2;
    const value = readExpression(cursor);
    if (token.is !== 'text') return fieldEntry(token.text, value);
    return { key: token.parts.map((part) => (part.is === 'run' ? part.text : '')).join(''), value };
  }
  if (cursor.language !== 'javascript' || token?.is !== 'word') return null;
  cursor.at += 1;
  // `image,` is short for `image: image`; a method has a body, which is passed.
  if (isAt(cursor, ',') || isAt(cursor, '}'))
    return fieldEntry(token.text, { is: 'name', name: token.text, start: token.start, end: token.end });
  skipMethod(cursor);
  return { key: token.text, value: opaqueFrom(cursor, start) };
}

function readComputed(cursor: TokenCursor, start: number): MapEntry | null {
  const close = closeOf(cursor, start);
  const key = cursor.tokens.list[start + 1];
  const after = cursor.tokens.list[close + 1]?.text;
  if (after !== ':' && after !== '=') return null;
  cursor.at = close + 2;
  const value = readExpression(cursor);
  const text =
    key?.is === 'text' ? key.parts.map((part) => (part.is === 'run' ? part.text : '')).join('') : '';
  return { key: text, value };
}

function skipMethod(cursor: TokenCursor): void {
  for (let token = peek(cursor); token && token.text !== ',' && token.text !== '}'; token = peek(cursor)) {
    const isOpening = token.is === 'mark' && '([{'.includes(token.text);
    cursor.at = isOpening ? closeOf(cursor, cursor.at) + 1 : cursor.at + 1;
  }
}
