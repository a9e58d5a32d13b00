import { attributeOf, type FileProblem, type HclBody, type SourceFile, type Span } from '@fineprint/core';
import type { Expression } from './facts.ts';

/** Reads an attribute's value with what is wrong in it; `null` where there is no such attribute. */
export function* expressionOf(
  file: SourceFile,
  body: HclBody,
  name: string,
): Generator<FileProblem, Expression | null> {
  const attribute = attributeOf(body, name);
  if (!attribute) return null;
  yield* file.problems(attribute.problems);
  return attribute.value;
}

/** Where an expression's own text stands: for a quoted string, without the quotes. */
export function spanOf(expression: Expression): Span {
  const isQuoted =
    expression.is === 'template' && (expression.style === 'quoted' || expression.style === 'json');
  const { start, end } = expression;
  return isQuoted && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}
