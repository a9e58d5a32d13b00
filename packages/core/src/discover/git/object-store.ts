import { lstatSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type GitDir, readText } from '../git-dir.ts';
import { followLink, liesIn, openRoot, type Root } from '../root.ts';
import { openBaseCache } from './base-cache.ts';
import { idLength, idOf, ObjectDefect, type ObjectFormat, type ObjectOutcome, type Room } from './object.ts';
import { type ObjectDirectory, openObjectDirectory } from './object-directory.ts';
import type { Unpacked } from './pack.ts';

/** The objects of a repository, read without a git process. */
export interface ObjectStore {
  readonly format: ObjectFormat;
  /** An object that has at most `most` bytes; one whose content is not what its id says is unusable. */
  read(id: string, most: number): ObjectOutcome;
  /** Ids that begin with hexadecimal digits, sorted. */
  idsWith(prefix: string): readonly string[];
  /** Directories that this repository borrows objects from, which were not read. */
  readonly notFollowed: number;
  close(): void;
}

/** What a store may do, and where it may look. */
export interface StoreOptions {
  /** Bytes that may be unpacked in all. */
  readonly maxBytes?: number;
  /** Directories of objects that the user named: `objects/info/alternates` may lead there. */
  readonly alternates?: readonly string[];
}

const defaultMaxBytes = 2_000_000_000;
const maxAlternatesBytes = 65_536;
const maxAlternates = 20;

/** Opens the objects of a repository, which must be closed in the end; `null` where their format is not known. */
export function openObjectStore(git: GitDir, options: StoreOptions = {}): ObjectStore | null {
  const format = git.config.get('extensions.objectformat') ?? 'sha1';
  if (format !== 'sha1' && format !== 'sha256') return null;
  const means = { room: { bytes: options.maxBytes ?? defaultMaxBytes }, bases: openBaseCache() };
  const { roots, notFollowed } = objectRoots(git, options.alternates ?? []);
  const directories = roots.map((root) => openObjectDirectory(root, idLength(format) / 2, means));
  return {
    format,
    notFollowed,
    read: (id, most) => readFrom(directories, id, { most, format, room: means.room }),
    idsWith: (prefix) => [...new Set(directories.flatMap((directory) => directory.idsWith(prefix)))].sort(),
    close() {
      for (const directory of directories) directory.close();
    },
  };
}

function readFrom(
  directories: readonly ObjectDirectory[],
  id: string,
  { most, format, room }: { readonly most: number; readonly format: ObjectFormat; readonly room: Room },
): ObjectOutcome {
  let defect: string | undefined;
  for (const directory of directories) {
    const found = attempt(() => directory.read(id, most));
    if (found === undefined) continue;
    if (typeof found === 'number') return { is: 'too-large', size: found };
    // Another copy of it may be whole.
    if (typeof found === 'string') defect ??= found;
    else if (idOf(found.type, found.bytes, format) === id) return { is: 'object', ...found };
    else defect ??= 'its content is not what its id says.';
    if (room.bytes < 0) break;
  }
  return defect === undefined ? { is: 'missing' } : { is: 'unusable', because: defect };
}

function attempt(read: () => Unpacked | number | undefined): Unpacked | number | string | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ObjectDefect) return cause.message;
    throw cause;
  }
}

/**
 * The repository's own objects, and those that it borrows. A scanned repository may say that it borrows from any place of
 * the machine, so what lies outside of its work tree and git directory counts only if the user named it.
 */
function objectRoots(
  { common, workTree }: GitDir,
  named: readonly string[],
): { readonly roots: readonly Root[]; readonly notFollowed: number } {
  const own = followLink(common, 'objects');
  if (own.is !== 'inside' || own.type !== 'directory' || own.path !== 'objects')
    return { roots: [], notFollowed: 0 };
  const roots = [openRoot(join(common.directory, 'objects'))];
  const allowed = [common.directory, workTree, ...named];
  let notFollowed = 0;
  for (const root of roots) {
    for (const path of alternatesOf(root)) {
      const directory = directoryAt(resolve(root.directory, path), allowed);
      if (directory === undefined) notFollowed += 1;
      else if (roots.length <= maxAlternates && roots.every((other) => other.directory !== directory))
        roots.push(openRoot(directory));
    }
  }
  return { roots, notFollowed };
}

/** Paths of directories, one a line (gitrepository-layout). */
function alternatesOf(objects: Root): readonly string[] {
  const text = readText(objects, 'info/alternates', maxAlternatesBytes) ?? '';
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Where a directory truly lies, if that is allowed; one that its very name leads elsewhere is not even looked at. */
function directoryAt(path: string, allowed: readonly string[]): string | undefined {
  const mayBe = (one: string) => allowed.some((directory) => liesIn(directory, one));
  if (!mayBe(path) || !lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const real = realpathSync.native(path);
  return mayBe(real) ? real : undefined;
}
