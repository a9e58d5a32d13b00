import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  imageReference,
  type Node,
  type ReferenceSite,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  scalarsOf,
  writtenScalar,
} from '@fineprint/core';
import type { DevcontainerFact } from './facts.ts';
import { readFeatureEntry } from './features.ts';

// https://containers.dev/implementors/json_reference/#lifecycle-scripts
const commands = [
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
] as const;

/** Reads the configuration of a development container. */
export function* readConfig(file: SourceFile, root: Node): Iterable<DevcontainerFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'image', usage: 'development' };
  const image = writtenScalar(root, 'image');
  if (image) yield* imageReference(site, scalarReference(image));
  yield* readFeatures(file, root, 'features');
  for (const command of commands)
    for (const script of scriptsOf(get(root, command)))
      yield* embeddedScript({ ...site, address: command }, [script]);
}

/** Reads what a feature that the repository makes depends on. */
export function* readFeature(file: SourceFile, root: Node): Iterable<DevcontainerFact | FileProblem> {
  yield* readFeatures(file, root, 'dependsOn');
}

function* readFeatures(file: SourceFile, root: Node, key: string): Iterable<DevcontainerFact | FileProblem> {
  for (const entry of entries(root, key))
    yield* readFeatureEntry({ file, address: `${key}.${entry.key.text}`, usage: 'development' }, entry);
}

/** A command is a line for a shell, or several of them by name; a list of words runs without a shell. */
function scriptsOf(command: Node | undefined): readonly ScalarNode[] {
  const resolved = get(command);
  if (!resolved || resolved.is === 'list') return [];
  if (resolved.is === 'scalar') return resolved.isNull ? [] : [resolved];
  return entries(resolved).flatMap(({ value }) => (value.is === 'scalar' ? scalarsOf(value) : []));
}
