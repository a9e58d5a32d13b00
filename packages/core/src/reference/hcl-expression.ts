import type { FileProblem } from '../model/problem.ts';
import { attributeOf, type HclBody, type HclExpression } from '../parse/hcl/index.ts';
import type { SourceFile } from '../read/source-file.ts';

/** Reads an attribute's value with what is wrong in it; `null` where there is no such attribute. */
export function* expressionOf(
  file: SourceFile,
  body: HclBody,
  name: string,
): Generator<FileProblem, HclExpression | null> {
  const attribute = attributeOf(body, name);
  if (!attribute) return null;
  yield* file.problems(attribute.problems);
  return attribute.value;
}
