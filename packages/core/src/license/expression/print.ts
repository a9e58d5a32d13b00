import type { Expression, LicenseLeaf } from './expression.ts';

/** Prints an expression canonically: upper-case operators, the order of its author, no parenthesis that precedence makes needless. */
export function printExpression(expression: Expression): string {
  if (expression.is === 'license') return printLeaf(expression);
  if (expression.is === 'or') return expression.of.map(printExpression).join(' OR ');
  return expression.of.map(printFactor).join(' AND ');
}

/** Prints one license with its `+` and its exception: `GPL-2.0-only WITH Classpath-exception-2.0`. */
export function printLeaf({ id, plus, exception }: LicenseLeaf): string {
  return `${id}${plus ? '+' : ''}${exception === null ? '' : ` WITH ${exception}`}`;
}

function printFactor(term: Expression): string {
  return term.is === 'or' ? `(${printExpression(term)})` : printExpression(term);
}
