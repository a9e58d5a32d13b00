import { type Expression, joinTerms } from './expression.ts';
import { parseExpression } from './parse.ts';
import { printExpression } from './print.ts';

/** What an expression means, whatever the order of its terms: equal for `MIT OR Apache-2.0` and `Apache-2.0 OR MIT`; what is none stays as it is. */
export function meaningOf(written: string): string {
  const parsed = parseExpression(written);
  return parsed.is === 'expression' ? printExpression(ordered(parsed.expression)) : written;
}

function ordered(expression: Expression): Expression {
  if (expression.is === 'license') return expression;
  const terms = new Map(expression.of.map(ordered).map((term) => [printExpression(term), term]));
  const [first, ...rest] = [...terms]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, term]) => term);
  return first === undefined ? expression : joinTerms(expression.is, [first, ...rest]);
}
