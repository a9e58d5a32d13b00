import { listInside } from '../list-inside.ts';
import type { EntryType, PackedBytes, PackedDirectory, PackedTree } from '../packed-tree.ts';
import { readFileInside, stampInside } from '../read-file.ts';
import { followLink, linkTarget, type Root, typeInside } from '../root.ts';
import { isPackedChart, isToolFilled, mayBeToolFilled } from '../tool-filled.ts';

/**
 * The files of a commit, and beside them what tools filled on disk (`.terraform`, `node_modules`, `charts/*.tgz`) where the
 * commit itself has nothing. No commit has what `init` fetched: a scan of it that did not look there would know less of
 * what both have.
 */
export function withFilledPlaces(tree: PackedTree, disk: Root): PackedTree {
  const filled = new Map<string, boolean>();

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
      if (directory !== '' && isOnDisk(directory)) return directoryOnDisk(disk, directory, () => true);
      const own = tree.list(directory);
      if (typeof own === 'string') return own;
      const names = new Set(own.entries.map(({ name }) => name));
      const { entries } = directoryOnDisk(
        disk,
        directory,
        (name) => !names.has(name) && isFilled(directory, name),
      );
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

function directoryOnDisk(
  disk: Root,
  directory: string,
  isWanted: (name: string) => boolean,
): PackedDirectory {
  const entries = listInside(disk, directory)
    .filter(isWanted)
    .map((name) => ({ name, raw: null, type: typeInside(disk, joined(directory, name)) ?? special }));
  return { entries, refused: 0 };
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
