import {
  entries,
  filledReferences,
  get,
  items,
  type Node,
  type Reference,
  type ScalarNode,
  type SourceFile,
  textOf,
  walk,
  writtenScalar,
} from '@fineprint/core';

/** The values that a variable or parameter may have where it is used. */
export type Values = (name: string) => readonly ScalarNode[];

// `${{ parameters.name }}`, `${{ variables.name }}`, `$(name)`, `$[ variables['name'] ]`.
const template = /\$\{\{\s{0,10}(?:parameters|variables)\.(?<name>[\w.-]{1,200})\s{0,10}\}\}/g;
const macro = /\$\((?<name>[\w.-]{1,200})\)/g;
const runtime = /\$\[\s{0,10}variables\['(?<name>[\w.-]{1,200})'\]\s{0,10}\]/g;
const forms = [template, macro, runtime];

/** A scalar once for each value of what stands in it. */
export function filled(file: SourceFile, scalar: ScalarNode, values: Values): readonly Reference[] {
  const form = forms.find((each) => scalar.text.search(each) >= 0) ?? macro;
  return filledReferences(file, scalar, form, values);
}

/** What a pipeline says of its parameters, variables and matrices; names are the same without regard to case. */
export function valuesOf(root: Node): Values {
  const found = new Map<string, ScalarNode[]>();
  const add = (name: string, scalar: ScalarNode | undefined) => {
    if (!scalar || scalar.isNull || /\$[[({]/.test(scalar.text)) return;
    const known = found.get(name.toLowerCase()) ?? [];
    if (!known.some(({ text }) => text === scalar.text)) known.push(scalar);
    found.set(name.toLowerCase(), known);
  };
  walk(root, (node) => {
    if (node.is !== 'map') return undefined;
    for (const { name, value } of declared(node)) add(name, value);
    for (const { value: row } of entries(node, 'strategy', 'matrix'))
      for (const { key, value } of entries(row)) if (value.is === 'scalar') add(key.text, value);
    return undefined;
  });
  return (name) => found.get(name.toLowerCase()) ?? [];
}

/** Parameters with a default, and variables: a list of names and values, or a mapping. */
function* declared(node: Node): Iterable<{ readonly name: string; readonly value: ScalarNode | undefined }> {
  for (const parameter of items(node, 'parameters'))
    yield { name: textOf(parameter, 'name') ?? '', value: writtenScalar(parameter, 'default') };
  if (get(node, 'parameters')?.is === 'map' && get(node, 'template') === undefined)
    for (const { key, value } of entries(node, 'parameters'))
      if (value.is === 'scalar') yield { name: key.text, value };
  for (const variable of items(node, 'variables'))
    yield { name: textOf(variable, 'name') ?? '', value: writtenScalar(variable, 'value') };
  for (const { key, value } of entries(node, 'variables'))
    if (value.is === 'scalar') yield { name: key.text, value };
}
