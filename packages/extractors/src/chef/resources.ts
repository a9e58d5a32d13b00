import { listed, type RubyCall, type RubyValue, rubyText } from '@fineprint/core';

/** A resource of a recipe, with the properties that its block sets. */
export interface ChefResource {
  readonly type: string;
  readonly name: RubyValue | undefined;
  /** By name, whatever the branches of the block give them. */
  readonly properties: ReadonlyMap<string, readonly RubyValue[]>;
  /** Whether all that it does is to take something away. */
  readonly isRemoval: boolean;
}

const removals: ReadonlySet<string> = new Set(['remove', 'purge', 'delete', 'uninstall', 'stop', 'kill']);

/** Finds the resources among the calls of a recipe: `type name do property value … end`. */
export function resourcesOf(calls: readonly RubyCall[]): readonly ChefResource[] {
  const inBlocks = Map.groupBy(calls, ({ within }) => within.at(-1));
  return calls.flatMap((call) => {
    const [type, more] = call.path;
    const [name] = call.args;
    if (type === undefined || more !== undefined || !name) return [];
    const properties = new Map<string, readonly RubyValue[]>();
    for (const { path, args } of inBlocks.get(call) ?? []) {
      const [property, deeper] = path;
      if (property === undefined || deeper !== undefined) continue;
      properties.set(property, [...(properties.get(property) ?? []), ...args.flatMap(listed)]);
    }
    const actions = (properties.get('action') ?? []).map((action) => rubyText(action) ?? '');
    return [
      {
        type,
        name,
        properties,
        isRemoval: actions.length > 0 && actions.every((each) => removals.has(each)),
      },
    ];
  });
}
