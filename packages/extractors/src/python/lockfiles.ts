import {
  entries,
  type FileProblem,
  get,
  items,
  type MapNode,
  mapOf,
  type SourceFile,
  textOf,
} from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import {
  fileHash,
  fileHashes,
  hostOf,
  type NeededPackage,
  neededKeys,
  readPackageTables,
  type TableReader,
} from './lock-tables.ts';

/** Reads `poetry.lock` of Poetry 1 and 2. */
export function readPoetryLock(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readPackageTables(file, 'package', poetryPackage);
}

/** Reads `uv.lock` (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile). */
export function readUvLock(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readPackageTables(file, 'package', uvPackage);
}

/** Reads `pdm.lock`. */
export function readPdmLock(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readPackageTables(file, 'package', pdmPackage);
}

/** Reads `pylock.toml` (PEP 751). */
export function readPylock(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readPackageTables(file, 'packages', pylockPackage);
}

const poetryPackage: TableReader = (table, root) => {
  const type = textOf(table, 'source', 'type');
  const isGit = type === 'git';
  const groups = items(table, 'groups').flatMap((item) => (item.is === 'scalar' ? [item.text] : []));
  const isDevelopment =
    textOf(table, 'category') === 'dev' || (groups.length > 0 && !groups.includes('main'));
  return {
    git: isGit ? (textOf(table, 'source', 'url') ?? null) : null,
    commit: isGit ? (textOf(table, 'source', 'resolved_reference') ?? null) : null,
    index: type === 'legacy' ? hostOf(textOf(table, 'source', 'url')) : null,
    // Until Poetry 1.3 the hashes of all packages stood in a table of their own.
    hashes: [
      ...fileHashes(table, 'files'),
      ...fileHashes(root, 'metadata', 'files', textOf(table, 'name') ?? ''),
    ],
    needs: neededKeys(table, 'dependencies'),
    scope: isDevelopment ? 'excluded' : textOf(table, 'optional') === 'true' ? 'optional' : null,
    isOwn: type === 'directory' || type === 'file',
  };
};

const uvPackage: TableReader = (table) => {
  const source = mapOf(table, 'source');
  const git = textOf(source, 'git');
  const path = ['editable', 'virtual', 'directory', 'path'].flatMap((key) => textOf(source, key) ?? [])[0];
  const lists = [
    items(table, 'dependencies'),
    ...[...entries(table, 'optional-dependencies'), ...entries(table, 'dev-dependencies')].map(({ value }) =>
      items(value),
    ),
  ];
  return {
    git: git?.replace(/[?#].*$/s, '') ?? null,
    commit: /#(?<commit>[0-9a-f]{40})$/.exec(git ?? '')?.groups?.commit ?? null,
    index: hostOf(textOf(source, 'registry')),
    hashes: [...fileHash(table, 'sdist'), ...fileHashes(table, 'wheels')],
    needs: lists.flat().flatMap(neededTable),
    isOwn: path !== undefined,
    path,
  };
};

function neededTable(item: Parameters<typeof textOf>[0]): readonly NeededPackage[] {
  const name = textOf(item, 'name');
  return name === undefined ? [] : [{ name, version: textOf(item, 'version') }];
}

const pdmPackage: TableReader = (table) => {
  const groups = items(table, 'groups').flatMap((item) => (item.is === 'scalar' ? [item.text] : []));
  return {
    git: textOf(table, 'git') ?? null,
    commit: textOf(table, 'revision') ?? null,
    hashes: fileHashes(table, 'files'),
    needs: items(table, 'dependencies').flatMap((item) =>
      item.is === 'scalar' ? neededText(item.text) : [],
    ),
    scope: groups.length > 0 && !groups.includes('default') ? 'excluded' : null,
    isOwn: textOf(table, 'path') !== undefined,
  };
};

function neededText(text: string): readonly NeededPackage[] {
  const name = /^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)/.exec(text)?.groups?.name;
  return name === undefined ? [] : [{ name }];
}

const pylockPackage: TableReader = (table) => ({
  git: textOf(table, 'vcs', 'url') ?? null,
  commit: textOf(table, 'vcs', 'commit-id') ?? null,
  index: hostOf(textOf(table, 'index')),
  hashes: [mapOf(table, 'sdist'), mapOf(table, 'archive'), ...items(table, 'wheels')].flatMap(
    algorithmHashes,
  ),
  // Tools may leave it out: it informs those who look, and is nothing to install by.
  needs: get(table, 'dependencies') ? items(table, 'dependencies').flatMap(neededTable) : null,
  isOwn: mapOf(table, 'directory') !== undefined,
});

/** `hashes = { sha256 = "…" }`. */
function algorithmHashes(file: MapNode | Parameters<typeof entries>[0]): readonly string[] {
  return entries(file, 'hashes').flatMap(({ key, value }) =>
    value.is === 'scalar' ? [`${key.text}:${value.text}`] : [],
  );
}
