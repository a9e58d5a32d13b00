import { closeSync, constants, lstatSync, openSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, resolve, sep } from 'node:path';
import type { EntryType, PackedTree } from './packed-tree.ts';

/** Directory that nothing is read outside of. */
export interface Root {
  /** Absolute path without symbolic links, no separator at its end. */
  readonly directory: string;
  /** Set if one file is scanned: its name in `directory`. */
  readonly file: string | null;
  /** What is known of directories by now: their path relative to the root, and whether they truly lie there. */
  readonly inside: Map<string, boolean>;
  /** Folder of links that tell where an open file truly lies (`/proc/self/fd/`), if the system has it and tells the truth. */
  readonly descriptors: string | null;
  /** The files of an archive or a commit, where the root is one: `directory` is nothing then, and nothing is asked of the disk. */
  readonly packed: PackedTree | null;
  /** Bytes that stand for what the disk has at a path: how a change is looked at before it is made. */
  readonly overlay?: ReadonlyMap<string, Buffer>;
}

/** Where a symbolic link leads: to a path inside the root, or why it does not. */
export type LinkTarget =
  | { readonly is: 'inside'; readonly path: string; readonly type: 'file' | 'directory' | 'special' }
  | { readonly is: 'escaping' }
  | { readonly is: 'broken' }
  | { readonly is: 'too-deep' };

/** A name that is empty, `.` or `..`. */
const emptyOrDots = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** Links in a chain that are followed; the kernel allows 40, nobody needs more than a few. */
export const maxLinks = 8;

/** Opens a directory, or the directory of a single file, as the root of a scan; throws what `fs` throws if there is none. */
export function openRoot(path: string): Root {
  const real = realpathSync.native(path);
  const file = statSync(real).isDirectory() ? null : basename(real);
  const directory = file === null ? real : dirname(real);
  const descriptors = descriptorFolder(directory);
  return { directory, file, inside: new Map([['', true]]), descriptors, packed: null };
}

function descriptorFolder(directory: string): string | null {
  if (process.platform !== 'linux') return null;
  const descriptor = openSync(directory, constants.O_RDONLY);
  try {
    // Without /proc, or over some mounts, this says something else.
    return readlinkSync(descriptorLinks + descriptor) === directory ? descriptorLinks : null;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  } finally {
    closeSync(descriptor);
  }
}

const descriptorLinks = '/proc/self/fd/';

/** Whether an absolute path without symbolic links is the directory or lies in it. */
export function liesIn(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

/** Whether a path relative to the root could be inside of it: no `..`, no `.`, nothing absolute, no NUL. */
export function isPlainPath(path: string): boolean {
  if (path === '' || path.includes('\0') || isAbsolute(path)) return false;
  // On Windows a `\` separates too, and `C:x` or `x:stream` names a drive or an alternate stream.
  if (sep === '\\' && (path.includes('\\') || path.includes(':'))) return false;
  return !emptyOrDots.test(path);
}

/** Absolute path in the file system's own spelling, of a plain path. */
export function absolute(root: Root, path: string): string {
  if (path === '') return root.directory;
  // On Windows `/` becomes `\\`; elsewhere there is nothing to resolve in a plain path.
  if (sep === '\\') return resolve(root.directory, path);
  return root.directory === '/' ? `/${path}` : `${root.directory}/${path}`;
}

/** Absolute path of a path whose bytes are no UTF-8. */
export function absoluteRaw(root: Root, rawPath: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(root.directory.endsWith(sep) ? root.directory : root.directory + sep),
    rawPath,
  ]);
}

/**
 * Follows a symbolic link by hand, name by name, so that nothing outside of the root is ever looked at: not
 * even whether it exists.
 */
export function followLink(root: Root, path: string): LinkTarget {
  const pending = path.split('/').reverse();
  const reached: string[] = [];
  let links = 0;
  let type: 'file' | 'directory' | 'special' = 'directory';
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      if (reached.pop() === undefined) return { is: 'escaping' };
      type = 'directory';
      continue;
    }
    if (type !== 'directory') return { is: 'broken' };
    const next = [...reached, name].join('/');
    const entry = typeInside(root, next);
    if (!entry) return { is: 'broken' };
    if (entry !== 'link') {
      reached.push(name);
      type = entry;
      continue;
    }
    links += 1;
    if (links > maxLinks) return { is: 'too-deep' };
    const target = linkTarget(root, next);
    if (target === undefined) return { is: 'broken' };
    if (isAbsolute(target)) {
      const inner = insideOf(root, target);
      if (inner === undefined) return { is: 'escaping' };
      reached.length = 0;
      pending.push(...inner.reverse());
    } else pending.push(...target.split(sep === '\\' ? /[\\/]/ : '/').reverse());
  }
  return { is: 'inside', path: reached.join('/'), type };
}

/** What lies at a plain path, links not followed; `undefined` where nothing does. */
export function typeInside(root: Root, path: string): EntryType | undefined {
  if (root.packed) return root.packed.typeOf(path);
  const entry = lstatSync(absolute(root, path), { throwIfNoEntry: false });
  if (entry?.isSymbolicLink()) return 'link';
  if (entry?.isDirectory()) return 'directory';
  return entry && (entry.isFile() ? 'file' : 'special');
}

/** Where a link leads, as it is written. */
export function linkTarget(root: Root, path: string): string | undefined {
  return root.packed ? root.packed.linkTarget(path) : readlinkSync(absolute(root, path));
}

function insideOf(root: Root, target: string): string[] | undefined {
  // Not normalised: `/root/link/..` leads elsewhere than `/root` if `link` is one.
  if (root.packed || !liesIn(root.directory, target)) return undefined;
  return target.slice(root.directory.length).split(sep);
}
