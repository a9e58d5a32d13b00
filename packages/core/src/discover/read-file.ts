import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { locate } from '../model/location.ts';
import { type Problem, type ProblemCode, problem } from '../model/problem.ts';
import type { PackedTree } from './packed-tree.ts';
import { absolute, absoluteRaw, isPlainPath, liesIn, type Root, typeInside } from './root.ts';

/** A file's bytes, or why they could not be had. */
export type ReadOutcome =
  | { readonly is: 'bytes'; readonly bytes: Buffer; readonly stamp: FileStamp }
  | Problem;

/** What a file system tells of a file: while it stays the same, so do the bytes. */
export interface FileStamp {
  readonly size: number;
  /** When the bytes, or what else is known of the file, were changed last. */
  readonly changedMs: number;
  /** All of it in one text. */
  readonly text: string;
}

export interface ReadOptions {
  /** Largest size that is read. */
  readonly maxBytes?: number;
  /** Reads only so many bytes from the beginning, of a file of any size. */
  readonly firstBytes?: number;
  /** Runs between the check of the name and the opening: where a test swaps the file for another. */
  readonly beforeOpen?: () => void;
}

/** What is read: a path relative to the root, and its bytes where they are no UTF-8 (`path` then escapes them). */
export interface FileName {
  readonly path: string;
  readonly rawPath?: Buffer | null;
}

/** Largest file that is read unless the options say otherwise. */
export const defaultMaxBytes = 20_000_000;

// Neither follows a link in the last name nor waits for somebody to write into a FIFO; Windows has neither flag.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const followsLinks = constants.O_NOFOLLOW === undefined;

/**
 * Reads a regular file inside the root. Whatever happens to the tree meanwhile, it gives bytes of a file that
 * lies inside, or a problem; it never throws, never follows a link and never waits.
 */
export function readFileInside(root: Root, file: FileName | string, options: ReadOptions = {}): ReadOutcome {
  const { path, rawPath } = typeof file === 'string' ? { path: file, rawPath: null } : file;
  if (!isPlainPath(path)) return refused('file-unreadable', `"${path}" is no path inside the root.`, path);
  const laidOver = root.overlay?.get(path);
  if (laidOver) return readWhole(laidOver, path, options);
  if (root.packed) return readPacked(root.packed, path, options);
  let descriptor: number | undefined;
  try {
    if (!parentLiesInside(root, path, rawPath)) {
      return refused('symlink-escapes-root', 'A directory above this file is a symbolic link.', path);
    }
    const name = rawPath ? absoluteRaw(root, rawPath) : absolute(root, path);
    if (followsLinks && lstatSync(name).isSymbolicLink()) return refused('file-unreadable', becameLink, path);
    options.beforeOpen?.();
    descriptor = openSync(name, openFlags);
    return readDescriptor(root, descriptor, path, name, options);
  } catch (cause) {
    return refused('file-unreadable', explain(cause), path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Opens a regular file inside the root, by the same rules, for who reads parts of it and closes it; `undefined` where it cannot be had. */
export function openInside(
  root: Root,
  path: string,
): { readonly descriptor: number; readonly size: number } | undefined {
  let descriptor: number | undefined;
  try {
    if (root.packed || !isPlainPath(path) || !parentLiesInside(root, path, null)) return undefined;
    const name = absolute(root, path);
    if (followsLinks && lstatSync(name).isSymbolicLink()) return undefined;
    descriptor = openSync(name, openFlags);
    const stats = fstatSync(descriptor);
    if (stats.isFile() && isWhereNamed(root, descriptor, stats, name))
      return { descriptor, size: stats.size };
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
  }
  if (descriptor !== undefined) closeSync(descriptor);
  return undefined;
}

/** Whether anything has this name inside the root, be it a link that leads nowhere; what it is shows when it is read. */
export function isThere(root: Root, path: string): boolean {
  if (!isPlainPath(path)) return false;
  try {
    return typeInside(root, path) !== undefined;
  } catch (cause) {
    // What cannot be looked at (a name that is too long, a directory that is closed) cannot be read either.
    if (cause instanceof Error && 'code' in cause) return false;
    throw cause;
  }
}

/** The stamp of a regular file inside the root, or `null` where reading it would be a problem; nothing is opened. */
export function stampInside(root: Root, { path, rawPath }: FileName): FileStamp | null {
  if (root.packed || root.overlay?.has(path)) return null;
  try {
    if (!isPlainPath(path) || !parentLiesInside(root, path, rawPath)) return null;
    const stats = lstatSync(rawPath ? absoluteRaw(root, rawPath) : absolute(root, path));
    return stats.isFile() ? stampOf(stats) : null;
  } catch {
    // Whoever reads the file says what is wrong with it.
    return null;
  }
}

/** The id of the git object that a path of a commit is; `undefined` where it is of none, or other bytes stand for it. */
export function objectInside({ packed, overlay }: Root, path: string): string | undefined {
  return overlay?.has(path) ? undefined : packed?.idOf(path);
}

function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): FileStamp {
  return {
    size,
    changedMs: Math.max(mtimeMs, ctimeMs),
    text: `${dev}:${ino}:${size}:${mtimeMs}:${ctimeMs}`,
  };
}

const becameLink = 'This file is a symbolic link and was not followed.';

function readDescriptor(
  root: Root,
  descriptor: number,
  path: string,
  name: string | Buffer,
  { maxBytes = defaultMaxBytes, firstBytes = Number.POSITIVE_INFINITY }: ReadOptions,
): ReadOutcome {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return refused('file-special', 'This is no regular file and was not read.', path);
  if (!isWhereNamed(root, descriptor, stats, name)) {
    return refused('symlink-escapes-root', 'This file was replaced while it was opened.', path);
  }
  const size = Math.min(stats.size, firstBytes);
  if (size > maxBytes) return tooLarge(stats.size, maxBytes, path);
  // One byte more than the file had: whether it grows shows in the read that must come anyway.
  const buffer = Buffer.allocUnsafe(size < stats.size ? size : size + 1);
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    // Fewer bytes than asked for is the end; exactly those that the file had is the common case.
    if (read === 0 || length === size) break;
  }
  if (length !== size)
    return refused('file-unreadable', 'This file changed its size while it was read.', path);
  return { is: 'bytes', bytes: buffer.subarray(0, length), stamp: stampOf(stats) };
}

/** Reads a file of an archive; nothing can change it meanwhile, and it has no stamp that anybody asks for. */
function readPacked(packed: PackedTree, path: string, options: ReadOptions): ReadOutcome {
  const { maxBytes = defaultMaxBytes, firstBytes = Number.POSITIVE_INFINITY } = options;
  const type = packed.typeOf(path);
  if (type === 'link') return refused('file-unreadable', becameLink, path);
  if (type === 'directory') return refused('file-special', 'This is no regular file and was not read.', path);
  const found = packed.bytes(path, firstBytes === Number.POSITIVE_INFINITY ? maxBytes : defaultMaxBytes);
  if (typeof found === 'string') return refused('file-unreadable', found, path);
  if (typeof found === 'number') return tooLarge(found, maxBytes, path);
  return readWhole(found, path, options);
}

/** Bytes that are in memory already. */
function readWhole(
  whole: Buffer,
  path: string,
  { maxBytes = defaultMaxBytes, firstBytes = Number.POSITIVE_INFINITY }: ReadOptions,
): ReadOutcome {
  const bytes = whole.subarray(0, firstBytes);
  if (bytes.length > maxBytes) return tooLarge(whole.length, maxBytes, path);
  return { is: 'bytes', bytes, stamp: { size: bytes.length, changedMs: 0, text: '' } };
}

function tooLarge(size: number, most: number, path: string): Problem {
  return refused('file-too-large', `This file has ${size} bytes, more than the limit of ${most}.`, path);
}

/** Whether the directory of a file, links resolved, is where its name says; once for each directory. */
function parentLiesInside(root: Root, path: string, rawPath: Buffer | null | undefined): boolean {
  const parent = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const known = root.inside.get(parent);
  if (known !== undefined) return known;
  const name = rawPath
    ? absoluteRaw(root, rawPath.subarray(0, rawPath.lastIndexOf(0x2f)))
    : absolute(root, parent);
  const real = realpathSync.native(name, 'buffer');
  const inside = real.equals(Buffer.from(name));
  root.inside.set(parent, inside);
  return inside;
}

/**
 * A directory above may be swapped after it was checked. Linux tells where an open file truly lies, which
 * leaves no gap; elsewhere the check is made once more after the opening.
 */
function isWhereNamed(root: Root, descriptor: number, opened: Stats, name: string | Buffer): boolean {
  if (root.descriptors === null) {
    const named = lstatSync(name);
    return (
      named.ino === opened.ino &&
      named.dev === opened.dev &&
      liesIn(root.directory, realpathSync.native(name).toString())
    );
  }
  const link = root.descriptors + descriptor;
  return typeof name === 'string' ? readlinkSync(link) === name : readlinkSync(link, 'buffer').equals(name);
}

function explain(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return explanations.get(code) ?? `This file could not be read (${code}).`;
}

const explanations: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'This file was gone when it was to be read.'],
  ['ENOTDIR', 'This file was gone when it was to be read.'],
  ['EACCES', 'Reading this file is not permitted.'],
  ['EPERM', 'Reading this file is not permitted.'],
  ['ELOOP', becameLink],
  ['EMLINK', becameLink],
  ['ENXIO', 'This is no regular file and was not read.'],
  ['ENAMETOOLONG', 'The path of this file is longer than the system allows.'],
]);

function refused(code: ProblemCode, message: string, path: string): Problem {
  return problem(code, message, locate(path));
}
