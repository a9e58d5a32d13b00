import { callLiteral, type Literal, type MapEntry, textLiteral } from '../literals/index.ts';
import { type BicepCursor, isAtString, readWord, skipTemplate, skipTrivia, take, tell } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readString } from './strings.ts';

/** `[…]`, or `[for x in y: body]`, which is a call of `for` with the list, the body and the name. */
export function readList(cursor: BicepCursor, start: number): Literal {
  const before = cursor.at;
  skipTrivia(cursor, true);
  if (readWord(cursor) !== 'for') {
    cursor.at = before;
    return { is: 'list', items: readItems(cursor, ']'), start, end: cursor.at };
  }
  const { name, list } = readLoopHead(cursor);
  const body = readBody(cursor);
  skipTrivia(cursor, true);
  if (!take(cursor, ']')) tell(cursor, 'A loop is not closed.', { start, end: start + 1 });
  return callLiteral('for', [list, body, name], { start, end: cursor.at });
}

/** `item in list:`, `(item, index) in list:`. */
function readLoopHead(cursor: BicepCursor): { readonly name: Literal; readonly list: Literal } {
  skipTrivia(cursor, true);
  const hasIndex = take(cursor, '(');
  skipTrivia(cursor, true);
  const start = cursor.at;
  const name = textLiteral(readWord(cursor), { start, end: cursor.at });
  if (hasIndex) readItems(cursor, ')');
  skipTrivia(cursor, true);
  readWord(cursor);
  const list = readExpression(cursor);
  skipTrivia(cursor, true);
  take(cursor, ':');
  return { name, list };
}

/** The body of a resource, module or loop: `if (condition) {…}`, or an expression. */
export function readBody(cursor: BicepCursor): Literal {
  skipTrivia(cursor, true);
  const before = cursor.at;
  if (readWord(cursor) === 'if') {
    skipTrivia(cursor, true);
    if (take(cursor, '(')) readItems(cursor, ')');
  } else cursor.at = before;
  return readExpression(cursor);
}

/** What stands between brackets, parted by commas or line ends. */
export function readItems(cursor: BicepCursor, close: ')' | ']'): readonly Literal[] {
  const items: Literal[] = [];
  const open = cursor.at - 1;
  for (;;) {
    skipTrivia(cursor, true);
    if (take(cursor, close)) return items;
    if (take(cursor, ',') || take(cursor, '...')) continue;
    const before = cursor.at;
    const item = readExpression(cursor);
    if (cursor.at > before) items.push(item);
    else if (!skipStray(cursor, open)) return items;
  }
}

/** The entries of an object, up to its closing brace. */
export function readEntries(cursor: BicepCursor): readonly MapEntry[] {
  const entries: MapEntry[] = [];
  const open = cursor.at - 1;
  for (;;) {
    skipTrivia(cursor, true);
    if (take(cursor, '}')) return entries;
    if (take(cursor, ',') || skipTemplate(cursor)) continue;
    if (take(cursor, '...') || take(cursor, '@')) {
      readExpression(cursor);
      continue;
    }
    const before = cursor.at;
    const entry = readEntry(cursor);
    if (entry) entries.push(entry);
    else if (cursor.at === before && !skipStray(cursor, open)) return entries;
  }
}

/** `key: value`, or a resource within another one (`resource name 'type' = {…}`). */
function readEntry(cursor: BicepCursor): MapEntry | null {
  if (isAtString(cursor)) {
    const key = readString(cursor, readExpression);
    skipTrivia(cursor, true);
    if (!take(cursor, ':')) return null;
    const value = readExpression(cursor);
    return { key: key.parts.map((part) => (part.is === 'hole' ? '' : part.text)).join(''), value };
  }
  const key = readWord(cursor);
  if (key === '') return null;
  skipTrivia(cursor, false);
  if (take(cursor, ':')) return { key, value: readExpression(cursor) };
  const name = key === 'resource' ? readWord(cursor) : '';
  skipTrivia(cursor, false);
  if (name === '' || !isAtString(cursor)) return null;
  readString(cursor, readExpression);
  skipTrivia(cursor, false);
  if (readWord(cursor) === 'existing') skipTrivia(cursor, false);
  return take(cursor, '=') ? { key: name, value: readBody(cursor) } : null;
}

/** Passes one character that makes no sense; false where the text ends. */
function skipStray(cursor: BicepCursor, open: number): boolean {
  const { at, text } = cursor;
  if (at >= text.length) {
    tell(cursor, 'A bracket is not closed.', { start: open, end: open + 1 });
    return false;
  }
  tell(cursor, `"${text[at]}" stands where none belongs.`, { start: at, end: at + 1 });
  cursor.at += 1;
  return true;
}
