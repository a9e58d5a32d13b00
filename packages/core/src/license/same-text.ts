import { leavesOf } from './expression/expression.ts';
import { parseExpression } from './expression/parse.ts';

/**
 * Whether an expression names exactly the licenses whose texts were found: a text of the GPL says neither `-only` nor
 * `-or-later`, and texts side by side say neither `AND` nor `OR`.
 */
export function speakOfSameText(expression: string, texts: readonly string[]): boolean {
  const named = textIds(expression);
  const found = new Set(texts.flatMap((text) => [...textIds(text)]));
  // Version 3 of the LGPL is written as additions to the GPL, so that whoever uses it has to add that text too.
  if (named.has('LGPL-3.0') && !named.has('GPL-3.0')) found.delete('GPL-3.0');
  return named.size > 0 && named.size === found.size && named.isSubsetOf(found);
}

/**
 * Whether an expression names the licenses of all texts that were found, and others whose texts were not. Beside one text
 * it has to ask for more: that text alone does not grant the choice of something else.
 */
export function namesMore(expression: string, texts: readonly string[]): boolean {
  const parsed = parseExpression(expression);
  if (parsed.is !== 'expression' || (texts.length === 1 && parsed.expression.is !== 'and')) return false;
  const named = textIds(expression);
  return texts.every((text) => textIds(text).isSubsetOf(named));
}

const scope = /-(?:only|or-later)$/;

function textIds(expression: string): ReadonlySet<string> {
  const parsed = parseExpression(expression);
  if (parsed.is !== 'expression') return new Set();
  return new Set(leavesOf(parsed.expression).map((leaf) => leaf.id.replace(scope, '')));
}
