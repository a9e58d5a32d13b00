import {
  entries,
  type FileProblem,
  items,
  type MapNode,
  mapOf,
  type Node,
  parseJson,
  type Resolved,
  type ResolvedEntry,
  readDocuments,
  type Scope,
  type SourceFile,
  textOf,
  type Usage,
} from '@fineprint/core';
import { readCatalogs } from './catalogs.ts';
import { dependencyFact } from './dependency.ts';
import type { NpmFact } from './facts.ts';
import { readScripts } from './scripts.ts';
import { readTools } from './tools.ts';

/** Reads `package.json` (https://docs.npmjs.com/cli/configuring-npm/package-json). */
export function readManifest(file: SourceFile): Iterable<NpmFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readPackage(file, root));
}

interface Group {
  readonly key: string;
  readonly usage: Usage;
  readonly scope?: Scope;
}

// Where a name stands in several, the first is what npm installs it as.
const groups: readonly Group[] = [
  { key: 'optionalDependencies', usage: 'deployed', scope: 'optional' },
  { key: 'dependencies', usage: 'deployed' },
  { key: 'devDependencies', usage: 'development', scope: 'excluded' },
  { key: 'peerDependencies', usage: 'deployed' },
];

function* readPackage(file: SourceFile, root: Node): Iterable<NpmFact | FileProblem> {
  const map = mapOf(root);
  if (!map) return;
  yield projectOf(file, map);
  const named = new Set<string>();
  for (const group of groups) {
    for (const entry of entries(map, group.key)) {
      if (named.has(entry.key.text)) continue;
      named.add(entry.key.text);
      yield* readDependency(file, map, group, entry);
    }
  }
  yield* readTools(file, map);
  yield* readScripts(file, map);
  // Bun keeps its catalogues in the manifest of the workspace, and Yarn does not mind.
  for (const holder of [map, mapOf(map, 'workspaces')]) if (holder) yield* readCatalogs(file, holder);
}

function projectOf(file: SourceFile, map: MapNode): NpmFact {
  const listed = items(map, 'workspaces');
  const workspaces = (listed.length > 0 ? listed : items(map, 'workspaces', 'packages')).flatMap(textsOf);
  return {
    is: 'project',
    name: textOf(map, 'name') ?? '',
    workspaces,
    isApplication: textOf(map, 'private') === 'true' || textOf(map, 'version') === undefined,
    place: file.place({ start: 0, end: 0 }),
  };
}

function textsOf(node: Resolved): readonly string[] {
  return node.is === 'scalar' ? [node.text] : [];
}

function* readDependency(
  file: SourceFile,
  root: MapNode,
  { key: group, usage, scope }: Group,
  { key, value }: ResolvedEntry,
): Iterable<NpmFact | FileProblem> {
  if (value.is !== 'scalar' || value.isNull) {
    yield file.problem('reference-invalid', `"${key.text}" names no version: it is no text.`, value);
    return;
  }
  const isOptionalPeer =
    group === 'peerDependencies' && textOf(root, 'peerDependenciesMeta', key.text, 'optional') === 'true';
  const fact = dependencyFact(
    file,
    {
      address: `${group}.${key.text}`,
      usage,
      ...(isOptionalPeer ? { scope: 'optional' } : scope ? { scope } : {}),
    },
    { key, value },
  );
  if (!fact) return;
  const catalog = value.text.startsWith('catalog:') ? { catalog: catalogName(value.text) } : {};
  yield { ...fact, ...catalog };
}

function catalogName(text: string): string {
  const name = text.slice('catalog:'.length).trim();
  return name === 'default' ? '' : name;
}
