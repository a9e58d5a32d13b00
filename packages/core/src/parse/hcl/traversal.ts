import type { HclExpression, HclStep } from './ast.ts';
import { Char, isDigit } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { enclosedExpression } from './expression.ts';

/** Parses the `.name`, `[key]` and splat steps that follow an expression. */
export function parseSteps(cursor: Cursor, of: HclExpression): HclExpression {
  if (of.is === 'invalid') return of;
  const steps: HclStep[] = [];
  for (;;) {
    const code = cursor.next();
    let step: HclStep | undefined;
    if (code === Char.dot && cursor.peek(1) !== Char.dot) step = dotStep(cursor);
    else if (code === Char.openBracket) step = indexStep(cursor);
    else break;
    if (step === undefined) return cursor.invalid('Expected a name or an index.', cursor.at - 1, cursor.at);
    steps.push(step);
  }
  const last = steps.at(-1);
  if (last === undefined) return of;
  if (of.is === 'traversal') return { ...of, steps, end: last.end };
  return { is: 'access', of, steps, start: of.start, end: last.end };
}

function dotStep(cursor: Cursor): HclStep | undefined {
  const start = cursor.at++;
  const code = cursor.next();
  if (code === Char.star) {
    cursor.at++;
    return { is: 'splat', full: false, ...cursor.span(start, cursor.at) };
  }
  const nameStart = cursor.at;
  if (isDigit(code)) {
    while (isDigit(cursor.peek())) cursor.at++;
    const span = cursor.span(nameStart, cursor.at);
    const key: HclExpression = { is: 'number', text: cursor.text.slice(nameStart, cursor.at), ...span };
    return { is: 'index', key, legacy: true, ...cursor.span(start, cursor.at) };
  }
  const name = cursor.identifier();
  return name === '' ? undefined : { is: 'attribute', name, ...cursor.span(start, cursor.at) };
}

function indexStep(cursor: Cursor): HclStep | undefined {
  const start = cursor.at++;
  const splatEnd = splatBracketEnd(cursor);
  if (splatEnd > 0) {
    cursor.at = splatEnd;
    return { is: 'splat', full: true, ...cursor.span(start, splatEnd) };
  }
  const key = enclosedExpression(cursor);
  if (cursor.peek() !== Char.closeBracket) return undefined;
  cursor.at++;
  return { is: 'index', key, legacy: false, ...cursor.span(start, cursor.at) };
}

const splatBracket = /\s*\*\s*\]/y;

function splatBracketEnd(cursor: Cursor): number {
  splatBracket.lastIndex = cursor.at;
  return splatBracket.test(cursor.text) ? splatBracket.lastIndex : 0;
}
