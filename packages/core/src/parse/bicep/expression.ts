import { callLiteral, type Literal, type MapEntry } from '../literals/index.ts';
import {
  type BicepCursor,
  deepestBicep,
  isAtString,
  readNumber,
  readWord,
  skipTrivia,
  take,
  tell,
} from './cursor.ts';
import { readString } from './strings.ts';

/** Reads an expression; where none can be read the cursor stays, and the literal is opaque. */
export function readExpression(cursor: BicepCursor): Literal {
  if (cursor.depth >= deepestBicep) {
    const { at } = cursor;
    tell(cursor, `This nests deeper than ${deepestBicep} levels.`, { start: at, end: at + 1 });
    return { is: 'opaque', start: at, end: at };
  }
  cursor.depth += 1;
  const value = readChoice(cursor);
  cursor.depth -= 1;
  return value;
}

/** `condition ? a : b`; the branches may stand on lines of their own. */
function readChoice(cursor: BicepCursor): Literal {
  const condition = readOperators(cursor, 0);
  const before = cursor.at;
  skipTrivia(cursor, true);
  if (!take(cursor, '?')) {
    cursor.at = before;
    return condition;
  }
  const first = readExpression(cursor);
  skipTrivia(cursor, true);
  if (!take(cursor, ':')) return { is: 'opaque', start: condition.start, end: cursor.at };
  const second = readExpression(cursor);
  return callLiteral('if', [condition, first, second], { start: condition.start, end: cursor.at });
}

// From the weakest to the strongest, by the ARM functions that they stand for.
const operators: readonly (readonly (readonly [symbol: string, callee: string])[])[] = [
  [['??', 'coalesce']],
  [['||', 'or']],
  [['&&', 'and']],
  [
    ['==', 'equals'],
    ['!=', 'notEquals'],
    ['=~', 'equalsIgnoringCase'],
    ['!~', 'unlike'],
  ],
  [
    ['<=', 'compare'],
    ['>=', 'compare'],
    ['<', 'compare'],
    ['>', 'compare'],
  ],
  [
    ['+', 'add'],
    ['-', 'sub'],
  ],
  [
    ['*', 'mul'],
    ['/', 'div'],
    ['%', 'mod'],
  ],
];

const firstArithmetic = 5;

function readOperators(cursor: BicepCursor, level: number): Literal {
  const symbols = operators[level];
  if (!symbols) return readUnary(cursor);
  let left = readOperators(cursor, level + 1);
  for (;;) {
    const before = cursor.at;
    // On the next line of a list, `-` begins an item.
    skipTrivia(cursor, level < firstArithmetic);
    const found = symbols.find(([symbol]) => take(cursor, symbol));
    if (!found) {
      cursor.at = before;
      return left;
    }
    const right = readOperators(cursor, level + 1);
    left = callLiteral(found[1], [left, right], { start: left.start, end: cursor.at });
  }
}

function readUnary(cursor: BicepCursor): Literal {
  skipTrivia(cursor, true);
  const start = cursor.at;
  let nots = 0;
  while (take(cursor, '!')) nots += 1;
  if (take(cursor, '-')) skipTrivia(cursor, false);
  const value = readPostfix(cursor);
  return nots % 2 === 0 ? value : callLiteral('not', [value], { start, end: cursor.at });
}

/** `a.b`, `a[b]`, `a?.b`, `a!`, `a::b`, `a.f(…)`. */
function readPostfix(cursor: BicepCursor): Literal {
  let value = readPrimary(cursor);
  for (;;) {
    const { start } = value;
    if (take(cursor, '::') || take(cursor, '.?') || isAtMember(cursor)) {
      take(cursor, '.');
      const at = cursor.at;
      const name = readWord(cursor);
      const key = nameText(name, at);
      value = take(cursor, '(')
        ? callLiteral(name, readItems(cursor, ')'), { start, end: cursor.at })
        : { is: 'member', of: value, key, start, end: cursor.at };
    } else if (take(cursor, '[?') || take(cursor, '[')) {
      const key = readExpression(cursor);
      skipTrivia(cursor, true);
      if (!take(cursor, ']')) return { is: 'opaque', start, end: cursor.at };
      value = { is: 'member', of: value, key, start, end: cursor.at };
    } else if (!isAtAssertion(cursor)) return value;
    else cursor.at += 1;
  }
}

function isAtMember({ text, at }: BicepCursor): boolean {
  return text[at] === '.' && text[at + 1] !== '.';
}

/** `value!` says that it is not null; `a != b` compares. */
function isAtAssertion({ text, at }: BicepCursor): boolean {
  return text[at] === '!' && text[at + 1] !== '=' && text[at + 1] !== '~';
}

function nameText(text: string, at: number): Literal {
  const span = { start: at, end: at + text.length };
  return { is: 'text', parts: [{ is: 'run', text, verbatim: true, ...span }], ...span };
}

function readPrimary(cursor: BicepCursor): Literal {
  const start = cursor.at;
  if (isAtString(cursor)) return readString(cursor, readExpression);
  if (take(cursor, '{')) return { is: 'map', entries: readEntries(cursor), start, end: cursor.at };
  if (take(cursor, '[')) return readList(cursor, start);
  if (take(cursor, '(')) return readBracketed(cursor, start);
  const number = readNumber(cursor);
  if (number !== '') return { is: 'word', text: number, start, end: cursor.at };
  const name = readWord(cursor);
  if (name === 'true' || name === 'false' || name === 'null')
    return { is: 'word', text: name, start, end: cursor.at };
  if (name === '') return { is: 'opaque', start, end: start };
  if (take(cursor, '(')) return callLiteral(name, readItems(cursor, ')'), { start, end: cursor.at });
  return isLambda(cursor) ? readLambda(cursor, start) : { is: 'name', name, start, end: cursor.at };
}

/** `(value)`, or the parameters of a lambda: what that gives is not known. */
function readBracketed(cursor: BicepCursor, start: number): Literal {
  const [inner, ...others] = readItems(cursor, ')');
  if (isLambda(cursor)) return readLambda(cursor, start);
  return inner && others.length === 0 ? inner : { is: 'opaque', start, end: cursor.at };
}

function isLambda({ text, at }: BicepCursor): boolean {
  return /^[ \t]*=>/.test(text.slice(at, at + 40));
}

function readLambda(cursor: BicepCursor, start: number): Literal {
  skipTrivia(cursor, false);
  take(cursor, '=>');
  readExpression(cursor);
  return { is: 'opaque', start, end: cursor.at };
}

/** `[…]`, or `[for x in y: body]`, which is read as a list of the one body. */
function readList(cursor: BicepCursor, start: number): Literal {
  const before = cursor.at;
  skipTrivia(cursor, true);
  if (readWord(cursor) !== 'for') {
    cursor.at = before;
    return { is: 'list', items: readItems(cursor, ']'), start, end: cursor.at };
  }
  skipLoopHead(cursor);
  const body = readBody(cursor);
  skipTrivia(cursor, true);
  if (!take(cursor, ']')) tell(cursor, 'A loop is not closed.', { start, end: start + 1 });
  return { is: 'list', items: [body], start, end: cursor.at };
}

function skipLoopHead(cursor: BicepCursor): void {
  skipTrivia(cursor, true);
  if (take(cursor, '(')) readItems(cursor, ')');
  else readWord(cursor);
  skipTrivia(cursor, true);
  readWord(cursor);
  readExpression(cursor);
  skipTrivia(cursor, true);
  take(cursor, ':');
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
function readItems(cursor: BicepCursor, close: ')' | ']'): readonly Literal[] {
  const items: Literal[] = [];
  const open = cursor.at - 1;
  for (;;) {
    skipTrivia(cursor, true);
    if (take(cursor, close)) return items;
    if (take(cursor, ',')) continue;
    if (take(cursor, '...')) continue;
    const before = cursor.at;
    const item = readExpression(cursor);
    if (cursor.at > before) items.push(item);
    else if (!skipStray(cursor, open)) return items;
  }
}

function readEntries(cursor: BicepCursor): readonly MapEntry[] {
  const entries: MapEntry[] = [];
  const open = cursor.at - 1;
  for (;;) {
    skipTrivia(cursor, true);
    if (take(cursor, '}')) return entries;
    if (take(cursor, ',')) continue;
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
