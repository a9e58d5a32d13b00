import { sha256, treeHash } from './hash.ts';

/** A file or a symbolic link of a component: the SHA-256 of its bytes, or of the path that it leads to, as git keeps it. */
export interface Held {
  readonly is: 'file' | 'link';
  readonly sum: string;
}

/** The hash of what a component holds, or why there is none. */
export type Hashed =
  | { readonly is: 'hash'; readonly hash: string }
  | { readonly is: 'unhashed'; readonly because: string };

/** How much is hashed of one component: bytes, and files with directories. */
export const hashRoom = { bytes: 128_000_000, files: 20_000 } as const;

/** What lies at a path: bytes of a file, or where a symbolic link leads. */
export function heldOf(content: Uint8Array | string): Held {
  return { is: typeof content === 'string' ? 'link' : 'file', sum: sha256(content) };
}

/**
 * Hashes a tree by its paths (`h1:`), or the one file of it that `subpath` names (`sha256:`). Neither modes nor what belongs
 * to a version control system count.
 */
export function contentHash(tree: ReadonlyMap<string, Held>, subpath: string | null): Hashed {
  const part = subpath === null ? undefined : tree.get(subpath);
  if (part?.is === 'file') return { is: 'hash', hash: `sha256:${part.sum}` };
  const sums = new Map<string, string>();
  for (const [path, { sum }] of tree) {
    if (path.split('/').some(isOfVersionControl)) continue;
    if (unspeakable.test(path))
      return unhashed(`The name ${JSON.stringify(path.slice(0, 200))} cannot be hashed.`);
    sums.set(path, sum);
  }
  return sums.size === 0 ? unhashed('It holds no file.') : { is: 'hash', hash: treeHash(sums) };
}

/** Says why something is not hashed. */
export function unhashed(because: string): Hashed {
  return { is: 'unhashed', because };
}

/** What a checkout has beside the files of the repository itself. */
export function isOfVersionControl(name: string): boolean {
  return name === '.git' || name === '.hg' || name === '.svn' || name === '.bzr';
}

// A line is a file, and bytes that are no UTF-8 have come to be U+FFFD by now.
const unspeakable = /[\n\ufffd]/;
