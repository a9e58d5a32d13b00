import { attributeOf, type HclBlock, type HclBody, type HclJsonContent, nestedBlocks } from '@fineprint/core';
import type { Repeat } from './facts.ts';

/** The body of a nested block, and what repeats it: the `dynamic` blocks that make it, outermost first. */
export interface InnerBody {
  readonly body: HclBody;
  readonly repeats: readonly Repeat[];
}

/** Bodies of nested blocks of these types; `dynamic "container" { content { … } }` is one too. */
export function* innerBodies(body: HclBody, types: ReadonlySet<string>): Iterable<InnerBody> {
  if (body.is === 'json') {
    for (const { name, content } of body.properties) yield* jsonBodies(content, types, types.has(name));
    return;
  }
  for (const { block, within } of nestedBlocks(body)) {
    const parent = within.at(-1);
    const isGenerated = block.type === 'content' && parent?.type === 'dynamic';
    const type = isGenerated ? parent.labels[0]?.text : block.type;
    if (type !== undefined && types.has(type))
      yield { body: block.body, repeats: within.flatMap((each) => repeatOf(each) ?? []) };
  }
}

/** What a `dynamic` block repeats, by the name of its iterator (https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks). */
function repeatOf({ type, labels, body }: HclBlock): Repeat | null {
  const over = type === 'dynamic' ? attributeOf(body, 'for_each')?.value : undefined;
  const iterator = attributeOf(body, 'iterator')?.value;
  const name = iterator?.is === 'traversal' ? iterator.root : labels[0]?.text;
  return over && name !== undefined ? { name, over } : null;
}

function* jsonBodies(
  content: HclJsonContent,
  types: ReadonlySet<string>,
  isOne: boolean,
): Iterable<InnerBody> {
  if (content.is === 'list') {
    for (const item of content.items) yield* jsonBodies(item, types, isOne);
  } else if (content.is === 'body') {
    if (isOne) yield { body: content.body, repeats: [] };
    yield* innerBodies(content.body, types);
  }
}
