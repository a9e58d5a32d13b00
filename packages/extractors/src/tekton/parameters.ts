import {
  filledReference,
  items,
  type Reference,
  type Resolved,
  type ScalarNode,
  SKIP,
  type SourceFile,
  scalarOf,
  textOf,
  walk,
} from '@fineprint/core';

/** The one value that an object gives to a parameter by its name; `null` where it gives several. */
export type Parameters = ReadonlyMap<string, ScalarNode | null>;

/** Gathers the defaults of all parameters that an object declares; a run's own values win. */
export function parametersOf(root: Resolved): Parameters {
  const found = new Map<string, ScalarNode | null>();
  walk(root, (node, path) => {
    if (path[0] === 'metadata' || path[0] === 'status') return SKIP;
    if (node.is !== 'map') return undefined;
    for (const parameter of items(node, 'params')) {
      const name = textOf(parameter, 'name');
      const value = scalarOf(parameter, 'default');
      if (name === undefined || !value || value.isNull) continue;
      const before = found.get(name);
      found.set(name, before === undefined || before?.text === value.text ? value : null);
    }
    return undefined;
  });
  for (const parameter of items(root, 'spec', 'params')) {
    const name = textOf(parameter, 'name');
    const value = scalarOf(parameter, 'value');
    if (name !== undefined && value && !value.isNull) found.set(name, value);
  }
  return found;
}

/** `$(params.name)`, `$(params["name"])`, `$(tt.params.name)` of trigger templates, and `$(inputs.params.name)` of old tasks. */
export const parameterExpression =
  /\$\((?:inputs\.|tt\.)?params(?:\.|\[["']?)(?<name>[\w.-]{1,200})(?:["']?\])?\)/g;

/** A scalar with the parameters in it filled in. */
export function filled(file: SourceFile, scalar: ScalarNode, parameters: Parameters): Reference {
  const lookup = (name: string) => parameters.get(name) ?? undefined;
  return filledReference(file, scalar, { expression: parameterExpression, lookup });
}
