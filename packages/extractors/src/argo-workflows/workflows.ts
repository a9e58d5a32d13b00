import {
  downloadParts,
  type FileProblem,
  filledReference,
  get,
  gitParts,
  imageReference,
  isOfGroup,
  items,
  type Node,
  objectsIn,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
  walk,
  withRefKey,
} from '@fineprint/core';
import { readScript } from './scripts.ts';
import { readSource } from './sources.ts';

/** Reads the workflows of one document; those inside of sensors and cron workflows too. */
export function* readWorkflows(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const object of objectsIn(root)) {
    if (!isOfGroup(object, 'argoproj.io') || !/Workflow|Sensor/.test(object.kind)) continue;
    const site: ReferenceSite = { file, address: `${object.kind}/${object.name}`, usage: 'ci' };
    const found: Resolved[] = [];
    walk(object.root, (node) => {
      if (node.is === 'map') found.push(node);
      return undefined;
    });
    const arguments_ = argumentsOf(found);
    for (const node of found) {
      yield* readNode(site, node, withOwn(arguments_, node));
      yield* readSource(site, node);
      yield* readScript(site, node);
    }
  }
}

type Arguments = ReadonlyMap<string, ScalarNode | null>;

/** What `arguments.parameters` of an object give, by name; `null` where they give several values. */
function argumentsOf(nodes: readonly Resolved[]): Arguments {
  const found = new Map<string, ScalarNode | null>();
  for (const node of nodes)
    for (const parameter of items(node, 'arguments', 'parameters')) add(found, parameter);
  return found;
}

/** The inputs of a template have defaults; what is handed to them by the same name is as good. */
function withOwn(given: Arguments, node: Resolved): Arguments {
  const own = items(node, 'inputs', 'parameters');
  if (own.length === 0) return given;
  const all = new Map(given);
  for (const parameter of own) if (!all.has(textOf(parameter, 'name') ?? '')) add(all, parameter);
  return all;
}

function add(found: Map<string, ScalarNode | null>, parameter: Resolved): void {
  const name = textOf(parameter, 'name');
  const value = scalarOf(parameter, 'value') ?? scalarOf(parameter, 'default');
  if (name === undefined || !value || value.isNull || value.text.includes('{{')) return;
  const before = found.get(name);
  found.set(name, before === undefined || before?.text === value.text ? value : null);
}

// `{{inputs.parameters.image}}`, `{{workflow.parameters.image}}`.
const expression = /\{\{=?\s{0,10}(?:inputs|workflow)\.parameters\.(?<name>[\w.-]{1,200})\s{0,10}\}\}/g;

function* readNode(
  site: ReferenceSite,
  node: Resolved,
  given: Arguments,
): Iterable<ReferenceFact | FileProblem> {
  const lookup = (name: string) => given.get(name) ?? undefined;
  const fill = (scalar: ScalarNode) => filledReference(site.file, scalar, { expression, lookup });
  const at = { ...site, address: `${site.address}/${textOf(node, 'name') ?? ''}` };
  for (const holder of [scalarOf(node, 'container', 'image'), scalarOf(node, 'script', 'image')])
    if (holder?.text.includes('{{')) yield* imageReference(at, fill(holder));
  for (const key of ['containers', 'initContainers', 'sidecars']) {
    for (const container of items(node, key)) {
      const image = scalarOf(container, 'image');
      if (image?.text.includes('{{')) yield* imageReference(at, fill(image));
    }
  }
  const repository = scalarOf(node, 'git', 'repo');
  const revision = scalarOf(node, 'git', 'revision');
  const parts =
    repository && gitParts(site.file, fill(repository).resolved, revision ? fill(revision).resolved : null);
  const keys = { url: 'repo', ref: 'revision' } as const;
  if (repository && parts)
    yield referenceFact(at, fill(repository), withRefKey(site.file, parts, get(node, 'git'), keys));
  const url = scalarOf(node, 'http', 'url');
  const fetched = url && textOf(node, 'path') ? downloadParts(site.file, fill(url).resolved) : null;
  if (url && fetched) yield referenceFact(at, fill(url), fetched);
}
