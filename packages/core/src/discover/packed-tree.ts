import { compareText } from '../model/location.ts';
import type { Discovered } from './discover.ts';

/** The files of an archive that is in memory, asked as a file system is; its paths are those inside of the archive. */
export interface PackedTree {
  bytes(path: string): Buffer | undefined;
  /** Names in a directory, sorted; empty where there is none. */
  list(directory: string): readonly string[];
}

/** Gives access to the files of an archive. */
export function packedTree(files: ReadonlyMap<string, Buffer>): PackedTree {
  const names = new Map<string, Set<string>>();
  for (const path of files.keys()) {
    for (let end = path.length; end > 0; ) {
      const slash = path.lastIndexOf('/', end - 1);
      const directory = path.slice(0, Math.max(slash, 0));
      const known = names.get(directory);
      if (known) known.add(path.slice(slash + 1, end));
      else names.set(directory, new Set([path.slice(slash + 1, end)]));
      end = slash;
    }
  }
  return {
    bytes: (path) => files.get(path),
    list: (directory) => [...(names.get(directory) ?? [])].sort(compareText),
  };
}

/** Discovers the files below a directory of an archive, `''` for all of it: nothing of it ever touches the disk. */
export function discoverPacked(files: ReadonlyMap<string, Buffer>, within: string): Discovered {
  const paths = [...files.keys()]
    .filter((path) => within === '' || path.startsWith(`${within}/`))
    .sort(compareText);
  const nothing = { links: [], toolFilled: [], repositories: [], ignored: [], excluded: [], problems: [] };
  const counts = { links: 0, directories: 0, ignored: 0, excluded: 0, toolFilled: 0 };
  const packed = packedTree(files);
  return {
    root: { directory: '', file: null, inside: new Map(), descriptors: null, packed },
    name: within,
    files: paths.map((path) => ({ path, tracked: null, rawPath: null })),
    ...nothing,
    counts: { ...counts, files: paths.length },
    git: null,
    submodules: new Map(),
  };
}
