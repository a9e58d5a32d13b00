import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type Commit, commitRoot, isThere, type Root, readFileInside } from '@fineprint/core';
import { commitNamed, type History } from 'fineprint';

/** A file that an input names, as two commits have it: the one that a change is compared with, and the one checked out. */
export interface TrackedFile {
  readonly path: string;
  /** `null` where there is none, or none that can be read. */
  readonly before: string | null;
  readonly after: string | null;
  /** What the earlier commit holds, for what the file names in turn. */
  readonly root: Root | null;
}

/** Finds a file that either commit has; `null` where none does: then it lies elsewhere, or a step of the job made it. */
export function trackedFile(
  paths: readonly string[],
  history: History,
  base: Commit,
  maxBytes: number,
): TrackedFile | null {
  const [earlier, later] = [base, commitNamed(history, 'HEAD')].map((commit) => {
    const root = commitRoot(history.repository, commit, { path: '', name: '' });
    return typeof root === 'string' ? null : root;
  });
  const held = (root: Root | null | undefined) => paths.find((path) => root && isThere(root, path));
  const path = held(earlier) ?? held(later);
  if (path === undefined) return null;
  const [before, after] = [textIn(earlier, path, maxBytes), textIn(later, path, maxBytes)];
  return { path, before, after, root: earlier ?? null };
}

/**
 * The paths that a file has in a directory, with `/`; none where it lies elsewhere. The one that is written comes first: a
 * change may put a link in its way, which leads to another.
 */
export function pathsInside(directory: string, workspace: string, name: string): readonly string[] {
  const top = `${realpathSync.native(directory)}${sep}`;
  const written = resolve(realpathSync.native(workspace), name);
  const parent = existsSync(dirname(written)) ? realpathSync.native(dirname(written)) : dirname(written);
  const paths = [written, join(parent, basename(written))].filter((path) => path.startsWith(top));
  return [...new Set(paths)].map((path) => path.slice(top.length).split(sep).join('/'));
}

function textIn(root: Root | null | undefined, path: string, maxBytes: number): string | null {
  if (!root || !isThere(root, path)) return null;
  const read = readFileInside(root, path, { maxBytes });
  return read.is === 'bytes' ? read.bytes.toString('utf8') : null;
}
