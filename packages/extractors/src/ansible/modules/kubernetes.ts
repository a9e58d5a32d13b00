import {
  imageReference,
  items,
  manifestParts,
  type Resolved,
  referenceFact,
  SKIP,
  scalarOf,
  walk,
} from '@fineprint/core';
import { filledReference } from '../fill.ts';
import { argument, isRemoval, type ModuleReader, referencesAt } from './call.ts';

/** Reads `kubernetes.core.k8s`: manifests behind a URL, and the images of objects that the task itself defines. */
export function* readKubernetes(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  if (isRemoval(call)) return;
  for (const source of referencesAt(call, 'src', 'url')) {
    const parts = manifestParts(call.site.file, source.resolved);
    if (parts) yield referenceFact(call.site, source, parts);
  }
  const definition = argument(call, 'definition', 'resource_definition', 'inline_data');
  for (const container of definition ? containersIn(definition) : []) {
    const image = scalarOf(container, 'image');
    if (image && !image.isNull) yield* imageReference(call.site, filledReference(call, image));
  }
}

const lists: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function containersIn(definition: Resolved): readonly Resolved[] {
  const found: Resolved[] = [];
  walk(definition, (node, path) => {
    if (node.is !== 'list' || !lists.has(String(path.at(-1)))) return undefined;
    found.push(...items(node));
    return SKIP;
  });
  return found;
}
