import type { Span, SyntaxProblem } from '../span.ts';
import type { HclBinaryOperator, HclExpression } from './ast.ts';
import { Char, isDigit } from './characters.ts';
import { parseBraces, parseBrackets, parseCall } from './collections.ts';
import { Cursor } from './cursor.ts';
import { parseHeredoc, parseQuoted } from './template.ts';
import { parseSteps } from './traversal.ts';

/** Parses the expression that a span of a native text is. */
export function parseHclExpression(
  text: string,
  span: Span,
): { readonly expression: HclExpression; readonly problems: readonly SyntaxProblem[] } {
  const cursor = new Cursor(text, span);
  // The span ends where the value does, so a line's end inside it can only be one between brackets.
  cursor.newlinesCount = true;
  const expression = expressionAt(cursor);
  cursor.newlinesCount = false;
  if (cursor.problems.length === 0 && !Number.isNaN(cursor.next())) {
    return {
      expression: cursor.invalid('The value goes on after its end.', cursor.at, span.end),
      problems: cursor.problems,
    };
  }
  return { expression, problems: cursor.problems };
}

/** Parses the expression at the cursor, and leaves the cursor behind it. */
export function expressionAt(cursor: Cursor): HclExpression {
  const depth = cursor.depth;
  const expression = cursor.enter() ? conditional(cursor) : cursor.tooDeep();
  cursor.depth = depth;
  return expression;
}

/** Parses an expression in which line ends do not count, as between parentheses. */
export function enclosedExpression(cursor: Cursor): HclExpression {
  const outer = cursor.newlinesCount;
  cursor.newlinesCount = false;
  const expression = expressionAt(cursor);
  cursor.next();
  cursor.newlinesCount = outer;
  return expression;
}

function conditional(cursor: Cursor): HclExpression {
  const condition = binary(cursor, 1);
  if (!cursor.take('?')) return condition;
  const whenTrue = expressionAt(cursor);
  if (!cursor.take(':'))
    return cursor.invalid('Expected ":" and the value for a false condition.', cursor.at, cursor.at + 1);
  const whenFalse = expressionAt(cursor);
  return { is: 'conditional', condition, whenTrue, whenFalse, start: condition.start, end: whenFalse.end };
}

/** Longer operators stand before those they begin with. */
const operators: readonly (readonly [HclBinaryOperator, level: number])[] = [
  ['||', 1],
  ['&&', 2],
  ['==', 3],
  ['!=', 3],
  ['>=', 4],
  ['<=', 4],
  ['>', 4],
  ['<', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
];

function binary(cursor: Cursor, lowest: number): HclExpression {
  let left = operand(cursor);
  const depth = cursor.depth;
  for (
    let found = operatorAt(cursor);
    found !== undefined && found[1] >= lowest;
    found = operatorAt(cursor)
  ) {
    const [operator, level] = found;
    cursor.at += operator.length;
    // A chain of operators is as deep a tree as it is long.
    if (!cursor.enter()) return cursor.tooDeep();
    const right = binary(cursor, level + 1);
    left = { is: 'binary', operator, left, right, start: left.start, end: right.end };
  }
  cursor.depth = depth;
  return left;
}

function operatorAt(cursor: Cursor) {
  if (!operatorStarts.has(cursor.next())) return undefined;
  return operators.find(([operator]) => {
    return cursor.at + operator.length <= cursor.end && cursor.text.startsWith(operator, cursor.at);
  });
}

const operatorStarts = new Set(operators.map(([operator]) => operator.charCodeAt(0)));

function operand(cursor: Cursor): HclExpression {
  const code = cursor.next();
  if (code !== Char.minus && code !== Char.bang) return parseSteps(cursor, term(cursor, code));
  const start = cursor.at++;
  const depth = cursor.depth;
  const inner = cursor.enter() ? operand(cursor) : cursor.tooDeep();
  cursor.depth = depth;
  const operator = code === Char.minus ? '-' : '!';
  return { is: 'unary', operator, operand: inner, start: cursor.span(start, start).start, end: inner.end };
}

function term(cursor: Cursor, code: number): HclExpression {
  switch (code) {
    case Char.quote:
      return parseQuoted(cursor);
    case Char.openBracket:
      return parseBrackets(cursor);
    case Char.openBrace:
      return parseBraces(cursor);
    case Char.openParen:
      return parens(cursor);
    case Char.less:
      return parseHeredoc(cursor) ?? unexpected(cursor);
    default:
      return isDigit(code) ? number(cursor) : named(cursor);
  }
}

function parens(cursor: Cursor): HclExpression {
  const start = cursor.at++;
  const inner = enclosedExpression(cursor);
  if (cursor.peek() !== Char.closeParen) return cursor.invalid('"(" is not closed.', start, start + 1);
  cursor.at++;
  return { is: 'parens', inner, ...cursor.span(start, cursor.at) };
}

const numberPattern = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function number(cursor: Cursor): HclExpression {
  numberPattern.lastIndex = cursor.at;
  const text = numberPattern.exec(cursor.text)?.[0] ?? '';
  const start = cursor.at;
  cursor.at = Math.min(start + text.length, cursor.end);
  return { is: 'number', text: cursor.text.slice(start, cursor.at), ...cursor.span(start, cursor.at) };
}

function named(cursor: Cursor): HclExpression {
  const start = cursor.at;
  const name = cursor.identifier();
  if (name === '') return unexpected(cursor);
  const span = cursor.span(start, cursor.at);
  if (name === 'true' || name === 'false') return { is: 'bool', value: name === 'true', ...span };
  if (name === 'null') return { is: 'null', ...span };
  return parseCall(cursor, start) ?? { is: 'traversal', root: name, rootSpan: span, steps: [], ...span };
}

function unexpected(cursor: Cursor): HclExpression {
  const start = cursor.at;
  const found = cursor.text.slice(start, Math.min(start + 1, cursor.end)).trim();
  return cursor.invalid(
    found === '' ? 'Expected a value.' : `Expected a value, found "${found}".`,
    start,
    start + 1,
  );
}
