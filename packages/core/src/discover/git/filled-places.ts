import { readdirSync } from 'node:fs';
import { listInside } from '../list-inside.ts';
import type { EntryType, PackedBytes, PackedDirectory, PackedEntry, PackedTree } from '../packed-tree.ts';
import { readFileInside, stampInside } from '../read-file.ts';
import { absolute, followLink, linkTarget, type Root, typeInside } from '../root.ts';
import { isPackedChart, isToolFilled, mayBeToolFilled } from '../tool-filled.ts';

/**
 * The files of a commit, and beside them what tools filled on disk (`.terraform`, `node_modules`, `charts/*.tgz`) where the
 * commit itself has nothing. No commit has what `init` fetched: a scan of it that did not look there would know less of
 * what both have.
 */
export function withFilledPlaces(tree: PackedTree, disk: Root): PackedTree {
  const filled = new Map<string, boolean>();
  const plain = new Map([['', true]]);

  /** Whether a directory lies on disk without a link on the way to it; walks ask for the one above first. */
  function isPlainDirectory(path: string): boolean {
    const known = plain.get(path);
    if (known !== undefined) return known;
    const above = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    const found = isPlainDirectory(above) && typeInside(disk, path) === 'directory';
    plain.set(path, found);
    return found;
  }

  function isFilled(directory: string, name: string): boolean {
    const path = joined(directory, name);
    const known = filled.get(path) ?? isFilledOnDisk(tree, disk, directory, name);
    filled.set(path, known);
    return known;
  }

  /** Whether a path that the commit does not have lies in such a place. */
  function isOnDisk(path: string): boolean {
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const place = end < 0 ? path : path.slice(0, end);
      if (tree.typeOf(place) === undefined) {
        const cut = place.lastIndexOf('/');
        return isFilled(place.slice(0, Math.max(cut, 0)), place.slice(cut + 1));
      }
      if (end < 0) return false;
    }
  }

  return {
    ...tree,
    typeOf: (path) =>
      tree.typeOf(path) ?? (path !== '' && isOnDisk(path) ? typeInside(disk, path) : undefined),
    bytes: (path, most) => (isOnDisk(path) ? bytesOnDisk(disk, path, most) : tree.bytes(path, most)),
    linkTarget: (path) => (isOnDisk(path) ? linkTarget(disk, path) : tree.linkTarget(path)),
    list(directory) {
      if (directory !== '' && isOnDisk(directory)) return directoryOnDisk(disk, directory);
      const own = tree.list(directory);
      if (typeof own === 'string') return own;
      if (!isPlainDirectory(directory)) return own;
      const names = new Set(own.entries.map(({ name }) => name));
      const entries = namesOnDisk(disk, directory)
        .filter((name) => !names.has(name) && isFilled(directory, name))
        .map((name) => entryOnDisk(disk, directory, name));
      return { ...own, entries: [...own.entries, ...entries] };
    },
  };
}

function isFilledOnDisk(tree: PackedTree, disk: Root, directory: string, name: string): boolean {
  const path = joined(directory, name);
  if (!mayBeToolFilled(name) && !isPackedChart(directory, name)) return false;
  // A link leads to what the work tree has, which is not what the commit has.
  const target = followLink(disk, path);
  if (target.is !== 'inside' || target.path !== path) return false;
  if (isPackedChart(directory, name)) return target.type === 'file';
  const own = tree.list(directory);
  const siblings = new Set(typeof own === 'string' ? [] : own.entries.map((entry) => entry.name));
  const holds = (inner: string) => typeInside(disk, `${path}/${inner}`) !== undefined;
  return target.type === 'directory' && isToolFilled(name, siblings, holds);
}

function directoryOnDisk(disk: Root, directory: string): PackedDirectory {
  const entries = listInside(disk, directory).map((name) => entryOnDisk(disk, directory, name));
  return { entries, refused: 0 };
}

function entryOnDisk(disk: Root, directory: string, name: string): PackedEntry {
  return { name, raw: null, type: typeInside(disk, joined(directory, name)) ?? special };
}

/** Names in a directory that is known to lie inside; one that is gone meanwhile, or may not be listed, has none. */
function namesOnDisk(disk: Root, directory: string): readonly string[] {
  try {
    return readdirSync(absolute(disk, directory));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) return [];
    throw cause;
  }
}

const special: EntryType = 'special';

function bytesOnDisk(disk: Root, path: string, most: number): PackedBytes {
  const outcome = readFileInside(disk, path, { maxBytes: most });
  if (outcome.is === 'bytes') return outcome.bytes;
  const size = stampInside(disk, { path })?.size ?? 0;
  return size > most ? size : outcome.message;
}

function joined(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
