import { attributeOf, type FileProblem, type HclBody, type SourceFile } from '@fineprint/core';
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
