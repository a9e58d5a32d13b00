import {
  items,
  joinPath,
  type Location,
  type ModuleSource,
  parseJson,
  parseModuleSource,
  repositoryLocation,
  type SourceFile,
  type Tree,
  textOf,
} from '@fineprint/core';
import type { Calls } from './calls.ts';
import type { TerraformFact } from './facts.ts';
import type { ModuleCall } from './modules.ts';
import { directoriesAbove, pathWithin } from './paths.ts';

/** What `init` fetched for a call: the version it chose, and where the copy lies inside the root. */
export interface Installed {
  readonly version: string | null;
  /** The git ref that was fetched. */
  readonly ref: string | null;
  readonly contents: string | null;
  readonly location: Location;
}

interface Entry {
  readonly key: string;
  readonly source: string;
  readonly version: string | null;
  /** The source, which in an entry of a registry names the host as well. */
  readonly fetched: ModuleSource;
  readonly directory: string;
  readonly location: Location;
}

/**
 * Tells what `init` fetched for the calls of a directory, by the `.terraform/modules/modules.json` of the root modules
 * that lead to it.
 */
export function installedModules(
  tree: Tree<TerraformFact>,
  calls: Calls,
  path: string,
): (call: ModuleCall) => Installed | null {
  const roots = [...new Set([...calls.leadingTo(path), ...enclosingRoots(path)])];
  const holding = roots.flatMap((root) => {
    const entries = entriesOf(tree, root);
    const within = entries && pathWithin(root, path);
    if (!entries || within === null) return [];
    return [{ root, entries, holders: entries.byDirectory.get(within)?.slice(0, maxHolders) ?? [] }];
  });
  return (call) => {
    for (const { root, entries, holders } of holding) {
      for (const holder of holders) {
        const key = holder.key === '' ? call.name : `${holder.key}.${call.name}`;
        const entry = entries.byKey.get(key);
        if (entry && isOf(entry, call)) return installed(tree, root, entry);
      }
    }
    return null;
  };
}

/** A fetched copy lies in `.terraform` of the root module that fetched it. */
export function* enclosingRoots(path: string): Iterable<string> {
  if (!`/${path}/`.includes('/.terraform/')) return;
  for (const above of directoriesAbove(path)) if (!`/${above}/`.includes('/.terraform/')) yield above;
}

function installed(
  tree: Tree<TerraformFact>,
  root: string,
  { version, fetched, directory, location }: Entry,
): Installed {
  const ref = fetched.is === 'git' ? (fetched.ref?.text ?? null) : null;
  const path = joinPath(root, directory);
  // A directory can only be seen by what is in it.
  const isThere = path !== null && usualFiles.some((name) => tree.file(`${path}/${name}`) !== undefined);
  return { version, ref, contents: isThere ? path : null, location };
}

const usualFiles = [
  'main.tf',
  'variables.tf',
  'versions.tf',
  'outputs.tf',
  'main.tofu',
  'README.md',
  'LICENSE',
];

/** An entry is of another call where the source was changed since `init` ran. */
function isOf({ source, fetched }: Entry, { parsed, sourceText }: ModuleCall): boolean {
  const isSamePart = fetched.subpath === parsed.subpath;
  if (parsed.is === 'git')
    return isSamePart && fetched.is === 'git' && repositoryLocation(fetched) === repositoryLocation(parsed);
  if (parsed.is !== 'registry') return source === sourceText;
  const { namespace, name, provider } = parsed;
  return isSamePart && `${source}//`.includes(`${namespace}/${name}/${provider}//`);
}

// One directory may be called several times; what each call of it fetched is the same.
const maxHolders = 20;

interface Entries {
  readonly byKey: ReadonlyMap<string, Entry>;
  readonly byDirectory: ReadonlyMap<string, readonly Entry[]>;
}

const known = new WeakMap<SourceFile, Entries>();

function entriesOf(tree: Tree<TerraformFact>, root: string): Entries | null {
  const path = root === '.' ? '.terraform/modules/modules.json' : `${root}/.terraform/modules/modules.json`;
  const file = tree.file(path);
  if (!file) return null;
  const entries = known.get(file) ?? indexed(readEntries(file, path));
  known.set(file, entries);
  return entries;
}

function indexed(entries: readonly Entry[]): Entries {
  return {
    byKey: new Map(entries.map((entry) => [entry.key, entry])),
    byDirectory: Map.groupBy(entries, ({ directory }) => directory),
  };
}

function readEntries(file: SourceFile, path: string): readonly Entry[] {
  const root = file.parse(parseJson).documents[0]?.root;
  return items(root, 'Modules').map((module) => ({
    key: textOf(module, 'Key') ?? '',
    source: textOf(module, 'Source') ?? '',
    fetched: parseModuleSource(textOf(module, 'Source') ?? ''),
    version: textOf(module, 'Version') || null,
    directory: normal(textOf(module, 'Dir') ?? ''),
    location: { path, ...file.place(module) },
  }));
}

function normal(directory: string): string {
  return joinPath('.', directory) ?? directory;
}
