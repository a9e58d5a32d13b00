import {
  embeddedCommand,
  type FileProblem,
  items,
  type KubernetesObject,
  namedPath,
  type ReferenceFact,
  type Resolved,
  SKIP,
  type SourceFile,
  type Step,
  scalarReference,
  scalarsOf,
  textOf,
  type VariableLookup,
  walk,
  writtenScalar,
} from '@fineprint/core';

// What a template of another tool, or the cluster (`$(NAME)`), fills in before a shell sees the script:
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
const expression = /\{\{[^{}\n]{0,200}\}\}|\$\([A-Z_][A-Z0-9_]{0,100}\)/g;
// Probes ask whether something answers; `metadata` and `status` are no part of what runs.
const aside = /Probe$|^(?:metadata|status|data|stringData)$/;

/** Reads what the commands of an object's containers and hooks install and fetch when these start. */
export function* objectCommands(
  file: SourceFile,
  { root, kind, name }: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  const found: { readonly node: Resolved; readonly address: string }[] = [];
  walk(root, (node, path) => {
    if (aside.test(String(path.at(-1) ?? ''))) return SKIP;
    if (node.is === 'map' && isCommand(node)) found.push({ node, address: addressOf(path) });
    return undefined;
  });
  for (const { node, address } of found) {
    const words = [...scalarsOf(node, 'command'), ...scalarsOf(node, 'args')];
    const means = { lookup: lookupIn(node), expression };
    yield* embeddedCommand({ file, address, usage: 'deployed' }, words, means);
  }

  function addressOf(path: readonly Step[]): string {
    return [kind, name, ...namedPath(root, path), 'command'].filter((part) => part !== '').join('/');
  }
}

function isCommand(node: Resolved): boolean {
  return items(node, 'command').length + items(node, 'args').length > 0;
}

/** Variables of a container that are set to a plain text. */
function lookupIn(container: Resolved): VariableLookup {
  return (name) => {
    const variable = items(container, 'env').findLast((each) => textOf(each, 'name') === name);
    const value = writtenScalar(variable, 'value');
    if (!value || /\$\(|\{\{/.test(value.text)) return null;
    return { value: scalarReference(value).resolved, place: { start: value.start, end: value.end } };
  };
}
