import { leavesOf } from './expression/expression.ts';
import { parseExpression } from './expression/parse.ts';

/**
 * Whether an expression names exactly the licenses whose texts were found: a text of the GPL says neither `-only` nor
 * `-or-later`, and texts side by side say neither `AND` nor `OR`.
 */
export function speakOfSameText(expression: string, texts: readonly string[]): boolean {
  const named = textIds(expression);
  const found = new Set(texts.flatMap((text) => [...textIds(text)]));
  return named.size > 0 && named.size === found.size && named.isSubsetOf(found);
}

const scope = /-(?:only|or-later)$/;

function textIds(expression: string): ReadonlySet<string> {
  const parsed = parseExpression(expression);
  if (parsed.is !== 'expression') return new Set();
  return new Set(leavesOf(parsed.expression).map((leaf) => leaf.id.replace(scope, '')));
}
