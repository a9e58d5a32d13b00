import { type HclBody, type HclJsonContent, nestedBlocks } from '@fineprint/core';

/** Bodies of nested blocks of these types; `dynamic "container" { content { … } }` is one too. */
export function* innerBodies(body: HclBody, types: ReadonlySet<string>): Iterable<HclBody> {
  if (body.is === 'json') {
    for (const { name, content } of body.properties) yield* jsonBodies(content, types, types.has(name));
    return;
  }
  for (const { block, within } of nestedBlocks(body)) {
    const parent = within.at(-1);
    const isGenerated = block.type === 'content' && parent?.type === 'dynamic';
    const type = isGenerated ? parent.labels[0]?.text : block.type;
    if (type !== undefined && types.has(type)) yield block.body;
  }
}

function* jsonBodies(content: HclJsonContent, types: ReadonlySet<string>, isOne: boolean): Iterable<HclBody> {
  if (content.is === 'list') {
    for (const item of content.items) yield* jsonBodies(item, types, isOne);
  } else if (content.is === 'body') {
    if (isOne) yield content.body;
    yield* innerBodies(content.body, types);
  }
}
