import { compareText } from '../model/location.ts';
import type { Discovered } from './discover.ts';
import type { GitHead } from './git-head.ts';
import type { Root } from './root.ts';

/** What lies under a name. */
export type EntryType = 'file' | 'directory' | 'link' | 'special';

/** A name in a directory. */
export interface PackedEntry {
  readonly name: string;
  /** The name's own bytes where they are no UTF-8, else `null`. */
  readonly raw: Buffer | null;
  readonly type: EntryType;
}

/** What a directory holds, and how many names in it were left out because no file system takes them. */
export interface PackedDirectory {
  readonly entries: readonly PackedEntry[];
  readonly refused: number;
}

/** A file's bytes, how many they are where they are too many, or a sentence that says why they cannot be had. */
export type PackedBytes = Buffer | number | string;

/** Files that are not on disk (an archive's, a commit's), asked as a file system is; no link is followed. */
export interface PackedTree {
  typeOf(path: string): EntryType | undefined;
  /** A file's bytes, at most `most` of them. */
  bytes(path: string, most: number): PackedBytes;
  /** What a directory holds, in no order; a text says why that cannot be had. */
  list(directory: string): PackedDirectory | string;
  /** Where a link leads, as it is written. */
  linkTarget(path: string): string | undefined;
  /** What is the same exactly for files of the same bytes, where that is known without reading them. */
  idOf(path: string): string | undefined;
  /** What is known of the commit whose files these are, if they are one's. */
  readonly commit: CommitFacts | null;
}

/** What a scan of a commit tells of it. */
export interface CommitFacts {
  readonly name: string;
  readonly head: GitHead;
  /** The directory of the commit that is the root, with a `/` at its end; empty where all of it is. */
  readonly prefix: string;
  /** The commits that it holds submodules at below the root, by their paths in the commit. */
  readonly submodules: ReadonlyMap<string, string>;
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
  const typeOf = (path: string): EntryType | undefined => {
    if (files.has(path)) return 'file';
    return names.has(path) ? 'directory' : undefined;
  };
  return {
    typeOf,
    bytes: (path, most) => {
      const bytes = files.get(path) ?? 'The archive holds no such file.';
      return bytes.length > most && typeof bytes !== 'string' ? bytes.length : bytes;
    },
    list: (directory) => ({
      entries: [...(names.get(directory) ?? [])].map((name) => ({
        name,
        raw: null,
        type: typeOf(directory === '' ? name : `${directory}/${name}`) ?? 'special',
      })),
      refused: 0,
    }),
    linkTarget: () => undefined,
    idOf: () => undefined,
    commit: null,
  };
}

/** A root in which there is nothing: whoever judges a document looks at no disk. */
export function emptyRoot(): Root {
  return {
    directory: '',
    file: null,
    inside: new Map(),
    descriptors: null,
    packed: packedTree(new Map()),
  };
}

/** Discovers the files below a directory of an archive, `null` for all of it: nothing of it ever touches the disk. */
export function discoverPacked(files: ReadonlyMap<string, Buffer>, within: string | null): Discovered {
  const paths = [...files.keys()]
    .filter((path) => within === null || path.startsWith(`${within}/`))
    .sort(compareText);
  const nothing = { links: [], toolFilled: [], repositories: [], ignored: [], excluded: [], problems: [] };
  const counts = { links: 0, directories: 0, ignored: 0, excluded: 0, toolFilled: 0 };
  const packed = packedTree(files);
  return {
    root: { directory: '', file: null, inside: new Map(), descriptors: null, packed },
    name: within ?? '',
    files: paths.map((path) => ({ path, tracked: null, rawPath: null })),
    ...nothing,
    counts: { ...counts, files: paths.length },
    git: null,
    submodules: new Map(),
  };
}
