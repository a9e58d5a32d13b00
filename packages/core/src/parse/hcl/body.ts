import type { Span, SyntaxProblem } from '../span.ts';
import type {
  HclAttribute,
  HclBlock,
  HclBody,
  HclExpression,
  HclJsonBody,
  HclJsonContent,
  HclLabel,
  HclObject,
} from './ast.ts';

const blocksByBody = new WeakMap<HclBody, ReadonlyMap<string, readonly HclBlock[]>>();

/**
 * Lists a body's blocks of a type, in the order of the text. JSON needs to be told how many labels the type has, because
 * there labels are property names: `{"resource": {"aws_instance": {"web": {…}}}}`.
 */
export function blocksOf(body: HclBody, type: string, labelCount = 0): readonly HclBlock[] {
  if (body.is === 'json') {
    const blocks: HclBlock[] = [];
    for (const property of body.properties) {
      if (property.name === type) collectJsonBlocks(property, property.content, labelCount, [], blocks, []);
    }
    return blocks;
  }
  let byType = blocksByBody.get(body);
  if (byType === undefined) {
    byType = Map.groupBy(body.blocks, (block) => block.type);
    blocksByBody.set(body, byType);
  }
  return byType.get(type) ?? [];
}

/** Finds a body's attribute; where it is set twice, the first. */
export function attributeOf(body: HclBody, name: string): HclAttribute | undefined {
  return attributesOf(body).find((attribute) => attribute.name === name);
}

/** Lists a body's attributes in the order of the text; in JSON that is every property, blocks too. */
export function attributesOf(body: HclBody): readonly HclAttribute[] {
  return body.is === 'json' ? body.properties : body.attributes;
}

/** Lists what stands in the place of blocks in a JSON body and cannot be one; always empty for native syntax. */
export function misplacedBlocks(body: HclBody, type: string, labelCount = 0): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  if (body.is === 'native') return problems;
  for (const property of body.properties) {
    if (property.name === type) collectJsonBlocks(property, property.content, labelCount, [], [], problems);
  }
  return problems;
}

function collectJsonBlocks(
  property: HclAttribute,
  content: HclJsonContent,
  missingLabels: number,
  labels: readonly HclLabel[],
  blocks: HclBlock[],
  problems: SyntaxProblem[],
): void {
  switch (content.is) {
    case 'null':
      return;
    case 'scalar':
      problems.push({
        message: `"${property.name}" has to be an object or a list of objects.`,
        ...content.span,
      });
      return;
    case 'list':
      for (const item of content.items)
        collectJsonBlocks(property, item, missingLabels, labels, blocks, problems);
      return;
    case 'body':
      if (missingLabels === 0) blocks.push(jsonBlock(property, labels, content.body));
      else collectLabelled(property, content.body, missingLabels, labels, blocks, problems);
  }
}

function collectLabelled(
  property: HclAttribute,
  body: HclJsonBody,
  missingLabels: number,
  labels: readonly HclLabel[],
  blocks: HclBlock[],
  problems: SyntaxProblem[],
): void {
  for (const { name, nameSpan, content } of body.properties) {
    const label = { text: name, ...nameSpan };
    collectJsonBlocks(property, content, missingLabels - 1, [...labels, label], blocks, problems);
  }
}

function jsonBlock(property: HclAttribute, labels: readonly HclLabel[], body: HclJsonBody): HclBlock {
  const named: Span = labels.at(-1) ?? property.nameSpan;
  return {
    type: property.name,
    typeSpan: property.nameSpan,
    labels,
    header: named,
    body,
    start: Math.min(named.start, body.start),
    end: body.end,
  };
}

/** A block met while walking a body, and the headers it stands in, outermost first. */
export interface NestedBlock {
  readonly block: HclBlock;
  readonly within: readonly HclBlock[];
}

/** Walks all blocks of a native body, however deep, in the order of the text. */
export function* nestedBlocks(body: HclBody, within: readonly HclBlock[] = []): Iterable<NestedBlock> {
  if (body.is === 'json') return;
  for (const block of body.blocks) {
    yield { block, within };
    yield* nestedBlocks(block.body, [...within, block]);
  }
}

/** A string whose whole value is written in one expression; `exact` where the span's characters are the value. */
export interface LiteralString extends Span {
  readonly value: string;
  readonly exact: boolean;
}

/** Reads an expression that is a string without interpolation; the span is that of its text, without the quotes. */
export function literalString(expression: HclExpression | undefined): LiteralString | undefined {
  if (expression?.is === 'parens') return literalString(expression.inner);
  if (expression?.is !== 'template') return undefined;
  let value = '';
  let exact = true;
  for (const part of expression.parts) {
    if (part.is !== 'literal') return undefined;
    value += part.value;
    exact &&= part.exact;
  }
  const start = expression.parts[0]?.start ?? expression.start + (expression.style === 'key' ? 0 : 1);
  const end = expression.parts.at(-1)?.end ?? start;
  return { value, exact: exact && end - start === value.length, start, end };
}

/** Finds the value of an object's item by its literal key; where it is given twice, the last, as Terraform does. */
export function itemOf(object: HclObject, name: string): HclExpression | undefined {
  return object.items.findLast((item) => literalString(item.key)?.value === name)?.value;
}

/** Parses every value of a body and lists what is wrong in them. */
export function* expressionProblems(body: HclBody): Iterable<SyntaxProblem> {
  for (const attribute of attributesOf(body)) yield* attribute.problems;
  if (body.is === 'native') for (const block of body.blocks) yield* expressionProblems(block.body);
}
