import { callLiteral, type Literal } from '../literals/index.ts';
import { closeOf, isAt, opaqueFrom, peek, spanFrom, type TokenCursor, take } from './cursor.ts';
import { readPrimary } from './primary.ts';

const deepest = 60;

/** Reads an expression up to what ends it: a comma, a closing bracket, the end of a statement. */
export function readExpression(cursor: TokenCursor): Literal {
  const start = cursor.at;
  cursor.budget.left -= 1;
  cursor.depth += 1;
  let value =
    cursor.depth > deepest || cursor.budget.left < 0 ? opaqueFrom(cursor, start) : readAlternatives(cursor);
  cursor.depth -= 1;
  // What an operator that is not known makes of it is not known.
  if (!isEnd(cursor, start)) {
    skipToEnd(cursor, start);
    value = opaqueFrom(cursor, start);
  }
  return value;
}

const endMarks: ReadonlySet<string> = new Set([',', ')', ']', '}', ';', ':']);

/** Statements end with their line where brackets do not go on. */
function isEnd(cursor: TokenCursor, start: number): boolean {
  const token = peek(cursor);
  if (!token) return true;
  if (token.is === 'mark' && endMarks.has(token.text)) return true;
  return token.isFirst && cursor.at > start && !isContinued(token.text);
}

function isContinued(text: string): boolean {
  return text === '.' || text === '?.' || text === '?' || text === '+' || text === '||' || text === '??';
}

function skipToEnd(cursor: TokenCursor, start: number): void {
  while (!isEnd(cursor, start)) {
    const token = peek(cursor);
    const isOpening = token?.is === 'mark' && '([{'.includes(token.text);
    cursor.at = isOpening ? closeOf(cursor, cursor.at) + 1 : cursor.at + 1;
  }
}

/** `a || b`, `a ?? b`, `a or b`, `c ? a : b`, `a if c else b`. */
function readAlternatives(cursor: TokenCursor): Literal {
  const start = cursor.at;
  let value = readSum(cursor);
  while (isAt(cursor, '||') || isAt(cursor, '??') || isAt(cursor, 'or')) {
    cursor.at += 1;
    const other = readSum(cursor);
    value = callLiteral('coalesce', [value, other], spanFrom(cursor, start));
  }
  if (cursor.language === 'python' && take(cursor, 'if')) {
    readSum(cursor);
    while (!isAt(cursor, 'else') && !isEnd(cursor, start)) cursor.at += 1;
    if (!take(cursor, 'else')) return opaqueFrom(cursor, start);
    return callLiteral('either', [value, readExpression(cursor)], spanFrom(cursor, start));
  }
  while (isComparison(cursor)) {
    cursor.at += 1;
    readSum(cursor);
    value = opaqueFrom(cursor, start);
  }
  if (cursor.language === 'python' || !take(cursor, '?')) return value;
  const whenTrue = readExpression(cursor);
  if (!take(cursor, ':')) return opaqueFrom(cursor, start);
  return callLiteral('either', [whenTrue, readExpression(cursor)], spanFrom(cursor, start));
}

const comparisons: ReadonlySet<string> = new Set([
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  'and',
]);

function isComparison(cursor: TokenCursor): boolean {
  return comparisons.has(peek(cursor)?.text ?? '');
}

/** `a + b` of texts. */
function readSum(cursor: TokenCursor): Literal {
  const start = cursor.at;
  let value = readPrimary(cursor);
  while (take(cursor, '+')) {
    const other = readPrimary(cursor);
    value = {
      is: 'text',
      parts: [
        { is: 'hole', value },
        { is: 'hole', value: other },
      ],
      ...spanFrom(cursor, start),
    };
  }
  return value;
}
