import { crc32, inflateRawSync } from 'node:zlib';
import { plainPath } from './plain-path.ts';

/** A file of a zip archive, as the archive's directory names it. */
export interface ZipEntry {
  readonly path: string;
  /** Where its own header lies, and how many bytes from there on surely hold it. */
  readonly offset: number;
  readonly reach: number;
  /** Bytes as unpacked. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
  readonly isEncrypted: boolean;
}

/** The directory of an archive; or from where to the end more bytes are needed to read it; or why it is none that is read. */
export type ZipDirectory =
  | {
      readonly is: 'directory';
      readonly files: ReadonlyMap<string, ZipEntry>;
      readonly refused: readonly string[];
    }
  | { readonly is: 'longer'; readonly from: number }
  | { readonly is: 'refused'; readonly because: string };

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.
const endSize = 22;
const longestComment = 0xffff;
const entrySize = 46;
const headerSize = 30;
/** Bytes at the end of an archive that surely hold where its directory lies. */
export const zipEndBytes = endSize + longestComment;
const mostDirectoryBytes = 8 * 1024 ** 2;
// The header before a file may hold more than the directory says of it; nobody's holds more than this.
const longestExtra = 1_024;
const maxRefusals = 10;

/**
 * Reads the directory of a zip archive of `size` bytes from its last ones: all else of it may lie elsewhere. Archives of
 * several parts or with more than 65,535 files are refused, and so are those that name a file twice.
 */
export function readZipDirectory(tail: Buffer, size: number): ZipDirectory {
  const at = endOf(tail);
  if (at === null) return { is: 'refused', because: 'It is no zip archive.' };
  const [count, length, start] = [
    tail.readUInt16LE(at + 10),
    tail.readUInt32LE(at + 12),
    tail.readUInt32LE(at + 16),
  ];
  if (length > mostDirectoryBytes)
    return { is: 'refused', because: `The directory of the archive has ${length} bytes, and was not read.` };
  const isOne = tail.readUInt16LE(at + 4) === 0 && tail.readUInt16LE(at + 8) === count && count < 0xffff;
  // It lies right before its end; what has something in between (zip64) is larger than anything that is read.
  if (!isOne || start + length !== size - tail.length + at)
    return {
      is: 'refused',
      because: 'The directory of the archive is damaged, or of a kind that is not read.',
    };
  const first = start - (size - tail.length);
  return first < 0
    ? { is: 'longer', from: start }
    : entriesOf(tail.subarray(first, first + length), count, start);
}

/** Where the record at the end begins: the last one whose comment reaches exactly to the end. */
function endOf(tail: Buffer): number | null {
  for (let at = tail.length - endSize; at >= 0 && at >= tail.length - zipEndBytes; at -= 1)
    if (tail.readUInt32LE(at) === 0x06054b50 && at + endSize + tail.readUInt16LE(at + 20) === tail.length)
      return at;
  return null;
}

function entriesOf(directory: Buffer, count: number, limit: number): ZipDirectory {
  const files = new Map<string, ZipEntry>();
  const refused: string[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(directory, at, limit);
    if (entry === null) return { is: 'refused', because: 'The directory of the archive is damaged.' };
    at = entry.next;
    const path = plainPath(entry.path);
    if (entry.path.endsWith('/')) continue;
    if (path === null) {
      if (refused.length < maxRefusals)
        refused.push(`The name ${JSON.stringify(entry.path.slice(0, 200))} is none inside the archive.`);
    } else if (files.has(path)) {
      return { is: 'refused', because: `The archive names ${JSON.stringify(path.slice(0, 200))} twice.` };
    } else files.set(path, { ...entry.file, path });
  }
  return { is: 'directory', files, refused };
}

function entryAt(
  directory: Buffer,
  at: number,
  limit: number,
): { readonly path: string; readonly file: Omit<ZipEntry, 'path'>; readonly next: number } | null {
  if (at + entrySize > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return null;
  const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
  if (name === undefined || extra === undefined || comment === undefined) return null;
  const next = at + entrySize + name + extra + comment;
  const [packed, offset] = [directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)];
  if (next > directory.length || offset + headerSize + name + packed > limit) return null;
  const file = {
    offset,
    reach: Math.min(limit - offset, headerSize + name + longestExtra + packed),
    size: directory.readUInt32LE(at + 24),
    packed,
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
  };
  return { path: directory.toString('utf8', at + entrySize, at + entrySize + name), file, next };
}

/** Unpacks a file from the bytes that begin with its header; a sentence where they are not what the directory says. */
export function unpackZipEntry(bytes: Buffer, entry: ZipEntry, maxBytes: number): Buffer | string {
  const { size, packed, crc, method, isEncrypted } = entry;
  const path = JSON.stringify(entry.path.slice(0, 200));
  if (isEncrypted) return `${path} is encrypted.`;
  if (size > maxBytes) return `${path} has ${size} bytes, and was not read.`;
  if (bytes.length < headerSize || bytes.readUInt32LE(0) !== 0x04034b50) return `${path} is damaged.`;
  const start = headerSize + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  const content = inflated(bytes.subarray(start, start + packed), method, size);
  if (content === null || content.length !== size || crc32(content) !== crc) return `${path} is damaged.`;
  return content;
}

function inflated(bytes: Buffer, method: number, size: number): Buffer | null {
  if (method === 0) return bytes;
  if (method !== 8) return null;
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    // What zlib says of bytes has a code; anything else is a defect of ours.
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return null;
  }
}
