import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  items,
  mappedScript,
  type Node,
  plainCommands,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type SourceFile,
  scalarText,
  textOf,
  walk,
  writtenScalar,
} from '@fineprint/core';
import { readContainer, readPool } from './machines.ts';
import { readRepository } from './repositories.ts';
import { readTask } from './tasks.ts';
import { type Values, valuesOf } from './values.ts';

/** Reads a pipeline or a template of one (https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/). */
export function* readPipeline(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'pipeline', usage: 'ci' };
  const values = valuesOf(root);
  const containers = new Set<string>();
  for (const repository of items(root, 'resources', 'repositories')) yield* readRepository(site, repository);
  for (const container of items(root, 'resources', 'containers')) {
    const alias = textOf(container, 'container') ?? '';
    containers.add(alias);
    const image = get(container, 'image');
    if (image) yield* readContainer({ ...site, address: `containers.${alias}` }, image, values, new Set());
  }
  const nodes: Resolved[] = [];
  walk(root, (node, path) => {
    if (node.is === 'map' && path[0] !== 'resources') nodes.push(node);
    return undefined;
  });
  for (const node of nodes) yield* readNode(site, node, values, containers);
}

/** Stages, jobs and steps may stand in templates' expressions at any depth, so that each mapping is looked at. */
function* readNode(
  site: ReferenceSite,
  node: Resolved,
  values: Values,
  containers: ReadonlySet<string>,
): Iterable<ReferenceFact | FileProblem> {
  const name = textOf(node, 'job') ?? textOf(node, 'deployment') ?? textOf(node, 'stage');
  const at = name === undefined ? site : { ...site, address: `jobs.${name}` };
  const container = get(node, 'container');
  if (container && isJob(node))
    yield* readContainer(at, get(container, 'image') ?? container, values, containers);
  for (const { value } of isJob(node) ? entries(node, 'services') : [])
    yield* readContainer({ ...at, address: `${at.address}/services` }, value, values, containers);
  yield* readPool(at, node, values);
  const task = writtenScalar(node, 'task');
  if (task) yield* readTask(at, task, node, values);
  for (const key of ['script', 'bash'] as const) {
    const script = writtenScalar(node, key);
    if (script) yield* embeddedScript({ ...at, address: `${at.address}/${key}` }, [script], { expression });
  }
  for (const key of ['powershell', 'pwsh'] as const) {
    const script = writtenScalar(node, key);
    const lines = script ? plainCommands(scalarText(site.file.text, script)) : [];
    yield* mappedScript({ ...at, address: `${at.address}/${key}` }, lines);
  }
}

// `$(name)` of a script may be a variable of the pipeline or a command of the shell: only names are the former.
const expression = /\$\{\{[^{}\n]{0,500}\}\}|\$\([\w.]{1,200}\)/g;

/** A step may be told a `container`, too, but by an alias. */
function isJob(node: Node): boolean {
  return ['job', 'deployment', 'steps', 'pool', 'jobs'].some((key) => get(node, key) !== undefined);
}
