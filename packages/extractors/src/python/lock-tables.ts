import {
  entries,
  type FileProblem,
  get,
  items,
  type MapNode,
  type Node,
  parseToml,
  readDocuments,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import { chosenPackage, idOf, type LockedPackage } from './chosen.ts';
import type { PythonFact } from './facts.ts';
import { normalizedName } from './requirement.ts';

/** Another package that one needs: by its name, and by its version where there are several. */
export interface NeededPackage {
  readonly name: string;
  readonly version?: string | undefined;
}

/** What the table of one package says; `null` where it is none. */
export type TableReader = (
  table: MapNode,
  root: Node,
) =>
  | (Omit<LockedPackage, 'at' | 'name' | 'version' | 'needs'> & {
      readonly needs: readonly NeededPackage[] | null;
    })
  | null;

/** Reads a lockfile that has an array of tables with one package each, as all of TOML do. */
export function readPackageTables(
  file: SourceFile,
  array: string,
  read: TableReader,
): Iterable<PythonFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readTables(file, root, array, read));
}

function* readTables(file: SourceFile, root: Node, array: string, read: TableReader): Iterable<PythonFact> {
  const tables = items(root, array).flatMap((table) => {
    const name = scalarOf(table, 'name');
    return table.is === 'map' && name && !name.isNull ? [{ table, name }] : [];
  });
  const versions = versionsByName(tables);
  for (const { table, name } of tables) {
    const said = read(table, root);
    if (!said) continue;
    const version = textOf(table, 'version') ?? null;
    yield chosenPackage(file, {
      ...said,
      at: name,
      name: name.text,
      version,
      needs: said.needs?.flatMap((needed) => idsOf(needed, versions)) ?? null,
    });
  }
}

function versionsByName(
  tables: readonly { readonly table: MapNode; readonly name: ScalarNode }[],
): ReadonlyMap<string, readonly (string | null)[]> {
  const groups = Map.groupBy(tables, ({ name }) => normalizedName(name.text));
  return new Map(
    [...groups].map(([name, group]) => [name, group.map(({ table }) => textOf(table, 'version') ?? null)]),
  );
}

// Nothing is locked in more versions, so that what needs it has no more edges to it.
const mostVersions = 16;

function idsOf(
  { name, version }: NeededPackage,
  versions: ReadonlyMap<string, readonly (string | null)[]>,
): readonly string[] {
  const found = versions.get(normalizedName(name)) ?? [];
  const same = version === undefined ? found : found.filter((each) => each === version);
  return same.slice(0, mostVersions).map((each) => idOf(name, each));
}

/** The hashes of a list of files (`{ hash = "sha256:…" }`). */
export function fileHashes(node: Node | undefined, ...path: readonly string[]): readonly string[] {
  return items(node, ...path).flatMap((item) => textOf(item, 'hash') ?? []);
}

/** The hash of one file. */
export function fileHash(node: Node | undefined, ...path: readonly string[]): readonly string[] {
  const hash = textOf(node, ...path, 'hash');
  return hash === undefined ? [] : [hash];
}

/** The keys of a table that are names of packages. */
export function neededKeys(node: Node | undefined, ...path: readonly string[]): readonly NeededPackage[] {
  return entries(get(node, ...path)).map(({ key }) => ({ name: key.text }));
}

/** The host of a URL. */
export function hostOf(url: string | undefined): string | null {
  return /^https?:\/\/(?:[^/@]*@)?(?<host>[^/?#]+)/.exec(url ?? '')?.groups?.host?.toLowerCase() ?? null;
}
