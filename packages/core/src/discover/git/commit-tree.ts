import { remoteOf } from '../git-config.ts';
import type { PackedDirectory, PackedEntry, PackedTree } from '../packed-tree.ts';
import { spelledNames } from '../path-bytes.ts';
import type { Root } from '../root.ts';
import { type Commit, timeOf } from './commit.ts';
import { withFilledPlaces } from './filled-places.ts';
import { howToFetch, type Repository } from './repository.ts';
import { withSubmodules } from './submodules.ts';
import { readTree, type TreeEntry } from './tree.ts';

/** The files of a commit, or of a directory or file in it, as the root of a scan; a text says why there is none. */
export function commitRoot(
  repository: Repository,
  commit: Commit,
  { path, name, disk = null }: CommitPlace,
): Root | string {
  const top: Node = { type: 'directory', id: commit.tree };
  const trees = treesOf(repository);
  const node = path === '' ? top : nodeAt(trees, top, path);
  if (node === undefined) return `The commit ${commit.id} has no "${path}".`;
  const isFile = node.type !== 'directory';
  const cut = isFile ? path.lastIndexOf('/') : path.length;
  const start = cut <= 0 ? top : (nodeAt(trees, top, path.slice(0, cut)) ?? top);
  const file = isFile ? path.slice(cut + 1) : null;
  const prefix = cut <= 0 ? '' : `${path.slice(0, cut)}/`;
  const packed = packedTreeOf(repository, commit, { trees, start, name, prefix });
  const whole = disk ? withFilledPlaces(withSubmodules(packed, repository, disk), disk) : packed;
  return { directory: '', file, inside: new Map(), descriptors: null, packed: whole };
}

/** What of a commit is scanned. */
export interface CommitPlace {
  /** A directory or a file; empty for all of it. */
  readonly path: string;
  /** What the report calls it. */
  readonly name: string;
  /** The same directory on disk, where what tools filled there, and checked out submodules, are to be looked into. */
  readonly disk?: Root | null;
}

interface Node {
  readonly type: TreeEntry['type'];
  readonly id: string;
}

/** A directory of a commit, by the names that its entries are told with. */
interface Directory {
  readonly entries: ReadonlyMap<string, Node & { readonly raw: Buffer | null }>;
  readonly refused: number;
}

type Trees = (id: string) => Directory | string;

const maxKeptTrees = 100_000;

/** Reads each directory once; many are the same ones. */
function treesOf(repository: Repository): Trees {
  const known = new Map<string, Directory | string>();
  return (id) => {
    const found = known.get(id) ?? directoryOf(repository, id);
    if (known.size > maxKeptTrees) known.clear();
    known.set(id, found);
    return found;
  };
}

function directoryOf(repository: Repository, id: string): Directory | string {
  const read = readTree(repository.objects, id);
  if (read.is === 'missing')
    return `This directory (${id}) is not in this repository.${howToFetch(repository, id)}`;
  if (read.is === 'unusable') return `This directory (${id}) cannot be read: ${read.because}`;
  const entries = spelledNames(read.entries, ({ name }) => name).map(
    ({ of: { type, id: entry }, name, raw }) => [name, { type, id: entry, raw }] as const,
  );
  return { entries: new Map(entries), refused: read.refused };
}

/** Follows the names of a path; `undefined` where one is not there or a link or file stands in the way. */
function nodeAt(trees: Trees, top: Node, path: string): Node | undefined {
  let node: Node | undefined = top;
  if (path === '') return top;
  for (const name of path.split('/')) {
    if (node?.type !== 'directory') return undefined;
    const directory = trees(node.id);
    node = typeof directory === 'string' ? undefined : directory.entries.get(name);
  }
  return node;
}

// A checkout makes an empty directory of a submodule.
const typesOnDisk = { file: 'file', directory: 'directory', link: 'link', submodule: 'directory' } as const;
const maxLinkBytes = 4096;
const emptyDirectory: PackedDirectory = { entries: [], refused: 0 };

/** Where in a commit the root lies. */
interface Start {
  readonly trees: Trees;
  readonly start: Node;
  readonly name: string;
  readonly prefix: string;
}

function packedTreeOf(
  repository: Repository,
  commit: Commit,
  { trees, start, name, prefix }: Start,
): PackedTree {
  const at = (path: string) => nodeAt(trees, start, path);
  const blob = (path: string, type: TreeEntry['type'], most: number): Buffer | number | string => {
    const node = at(path);
    if (node?.type !== type) return 'The commit holds no such file.';
    const found = repository.objects.read(node.id, most);
    if (found.is === 'object') return found.type === 'blob' ? found.bytes : 'This file is none to git.';
    if (found.is === 'too-large') return found.size;
    return found.is === 'missing'
      ? `The bytes of this file (${node.id}) are not in this repository.${howToFetch(repository, commit.id)}`
      : `This file (${node.id}) cannot be read: ${found.because}`;
  };
  return {
    typeOf(path) {
      const node = at(path);
      return node && typesOnDisk[node.type];
    },
    bytes: (path, most) => blob(path, 'file', most),
    list(path) {
      const node = at(path);
      if (node?.type === 'submodule') return emptyDirectory;
      if (node?.type !== 'directory') return 'The commit holds no such directory.';
      const directory = trees(node.id);
      if (typeof directory === 'string') return directory;
      const entries = [...directory.entries].map(
        ([entry, { type, raw }]): PackedEntry => ({ name: entry, raw, type: typesOnDisk[type] }),
      );
      return { entries, refused: directory.refused };
    },
    linkTarget(path) {
      const target = blob(path, 'link', maxLinkBytes);
      return Buffer.isBuffer(target) ? target.toString('utf8') : undefined;
    },
    idOf(path) {
      const node = at(path);
      return node?.type === 'file' ? node.id : undefined;
    },
    commit: {
      name,
      head: { commit: commit.id, remote: remoteOf(repository.git.config), time: timeOf(commit) },
      prefix,
      submodules: submodulesIn(trees, start, prefix),
    },
  };
}

const maxEntries = 1_000_000;
const maxDepth = 256;

/** The commits of submodules by their paths. What lies deeper, or behind more entries, no scan reaches either. */
function submodulesIn(trees: Trees, start: Node, prefix: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let left = maxEntries;
  const visit = (id: string, path: string, depth: number): void => {
    const directory = depth > maxDepth ? '' : trees(id);
    if (typeof directory === 'string') return;
    for (const [name, node] of directory.entries) {
      left -= 1;
      if (left < 0) return;
      if (node.type === 'submodule') found.set(path + name, node.id);
      else if (node.type === 'directory') visit(node.id, `${path}${name}/`, depth + 1);
    }
  };
  if (start.type === 'directory') visit(start.id, prefix, 0);
  return found;
}
