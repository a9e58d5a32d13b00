import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fetched, type ResolvedOccurrence, readTarGz } from '@fineprint/core';
import { type TemporaryDirectory, temporaryDirectory } from './at-end.ts';
import { askedOrDefect } from './defect.ts';
import type { ArchiveFinding, AskingMeans, Registry } from './registry.ts';

/** Fetches what components hold into directories of this run. */
export interface FetchedTrees {
  fetch(occurrence: ResolvedOccurrence): Promise<Fetched>;
  /** Removes what was fetched. */
  close(): void;
}

// A file that names components is text that somebody wrote.
const mostBytesOfFile = 2_000_000;
// All that a run fetches together, which is more than hundreds of modules and charts hold.
const defaultRoom: Room = { bytes: 1_000_000_000, places: 50_000 };

/** How much may still be written: bytes, and files and directories together. */
interface Room {
  bytes: number;
  places: number;
}

/** Opens a place for fetched trees; nothing is written before something is fetched. */
export function openFetchedTrees(
  registries: readonly Registry[],
  means: AskingMeans,
  { bytes, places }: Readonly<Room> = defaultRoom,
): FetchedTrees {
  let home: TemporaryDirectory | undefined;
  const room = { bytes, places };
  const known = new Map<string, Promise<Fetched>>();
  const directory = (): string => {
    home ??= temporaryDirectory('fineprint-trees-');
    return mkdtempSync(join(home.path, 'tree-'));
  };
  return {
    fetch(occurrence) {
      // Parts of one repository at one ref are one archive, which the web hands out as often as it is asked for.
      const fetched =
        known.get(occurrence.ref) ?? fetchTree(registries, occurrence, means, { directory, room });
      known.set(occurrence.ref, fetched);
      return fetched;
    },
    close() {
      home?.remove();
    },
  };
}

/** Where trees are written, and how much still may be. */
interface Ground {
  readonly room: Room;
  directory(): string;
}

async function fetchTree(
  registries: readonly Registry[],
  occurrence: ResolvedOccurrence,
  means: AskingMeans,
  ground: Ground,
): Promise<Fetched> {
  for (const { title, kinds, archive } of registries) {
    if (!archive || !kinds.includes(occurrence.kind)) continue;
    const found = await askedOrDefect(title, () => archive(occurrence, means));
    if (found?.is === 'defect') return { ...found, is: 'unanswered' };
    if (found !== null) return unpacked(found, ground);
  }
  return { is: 'nothing' };
}

function unpacked(found: ArchiveFinding, ground: Ground): Fetched {
  if (found.is !== 'archive') return { is: 'unanswered', because: found.because };
  const { files, refused } = readTarGz(found.bytes);
  const [because] = refused;
  if (files.size === 0) return { is: 'unanswered', because: because ?? 'The archive is empty.' };
  const own = [...inside(files, found.within ?? '*')];
  const left = own.filter(isTooLarge).map(({ parts }) => parts.join('/'));
  try {
    const directory = ground.directory();
    return { is: 'tree', directory, refused: [...refused, ...writeAll(own, directory, ground.room)], left };
  } catch (cause) {
    // A full disk, or one that holds no such names.
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return { is: 'unanswered', because: `It could not be unpacked (${String(cause.code)}).` };
  }
}

/** Files below a directory of an archive, by their paths there. The top one has the name of the component, or of its commit. */
function* inside(files: ReadonlyMap<string, Buffer>, within: string): Iterable<InArchive> {
  const directory = within.split('/').filter((part) => part !== '');
  for (const [path, content] of files) {
    const parts = path.split('/');
    const isBelow = directory.every((part, depth) => part === '*' || part === parts[depth]);
    if (isBelow && parts.length > directory.length)
      yield { path, parts: parts.slice(directory.length), content };
  }
}

function isTooLarge({ content }: Pick<InArchive, 'content'>): boolean {
  return content.length > mostBytesOfFile;
}

interface InArchive {
  /** As the archive names it. */
  readonly path: string;
  readonly parts: readonly string[];
  readonly content: Buffer;
}

/** Writes files of an archive, and gives a sentence for what is left out; core's reader lets no name lead elsewhere. */
function* writeAll(files: Iterable<InArchive>, directory: string, room: Room): Iterable<string> {
  const written = new Set<string>();
  const made = new Set<string>();
  for (const { path, parts, content } of files) {
    if (isTooLarge({ content })) continue;
    const above = parts.slice(0, -1).map((_, depth) => parts.slice(0, depth + 1).join('/'));
    const inner = parts.join('/');
    if (parts.some(isTooLong) || made.has(inner) || above.some((one) => written.has(one))) {
      yield `The name ${JSON.stringify(path.slice(0, 200))} is none that can be written beside the others.`;
      continue;
    }
    const missing = above.filter((one) => !made.has(one));
    if (room.bytes < content.length || room.places <= missing.length) {
      yield 'Too much was unpacked in this run; the rest was left out.';
      return;
    }
    room.bytes -= content.length;
    room.places -= missing.length + 1;
    for (const one of missing) {
      made.add(one);
      mkdirSync(join(directory, one));
    }
    written.add(inner);
    writeFileSync(join(directory, inner), content);
  }
}

// What file systems take, in bytes.
const longestName = 255;

function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > longestName;
}
