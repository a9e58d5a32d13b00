import { callLiteral, type Literal } from '../literals/index.ts';
import { readEntries, readItems, readList } from './brackets.ts';
import {
  type BicepCursor,
  deepestBicep,
  isAtString,
  readNumber,
  readWord,
  skipTemplate,
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
      // `[^1]` counts from the end.
      const isFromEnd = take(cursor, '^');
      const key = readExpression(cursor);
      skipTrivia(cursor, true);
      if (!take(cursor, ']') || isFromEnd) return { is: 'opaque', start, end: cursor.at };
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
  if (skipTemplate(cursor)) return { is: 'opaque', start, end: cursor.at };
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
