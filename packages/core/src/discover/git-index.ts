import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import type { GitDir } from './git-dir.ts';
import { spellPath } from './path-bytes.ts';
import { readFileInside } from './read-file.ts';
import { absolute } from './root.ts';

/** What git tracks; paths relative to the work tree, with `/`. */
export interface GitIndex {
  readonly files: ReadonlySet<string>;
  /** Tracked, but left out of the work tree by a sparse checkout (directories too, without `/` at the end). */
  readonly notCheckedOut: ReadonlySet<string>;
  /** The commit that each submodule is held at, by its path. */
  readonly submodules: ReadonlyMap<string, string>;
}

/** An index, or in a sentence why it cannot be used. */
export type GitIndexOutcome =
  | { readonly is: 'index'; readonly index: GitIndex }
  | { readonly is: 'unusable'; readonly because: string };

/** Thrown and caught in this file only: the bytes are no index. */
class IndexDefect extends Error {}

const maxIndexBytes = 256_000_000;
const maxEntries = 2_000_000;
const maxPathBytes = 4096;
const maxTotalPathBytes = 256_000_000;
const headerBytes = 12;
/** Times, device, inode, mode, owner and size: what stands before the object id. */
const statBytes = 40;
const modeAt = 24;
const extendedFlag = 0x4000;
const nameLengthMask = 0xfff;
const skipWorkTreeFlag = 0x4000;
const types = { directory: 0o04, file: 0o10, link: 0o12, submodule: 0o16 };

/** Reads the index of a repository, versions 2 to 4; one that was never written (a fresh `git init`) is empty. */
export function readGitIndex(git: GitDir): GitIndexOutcome {
  const exists = lstatSync(absolute(git.own, 'index'), { throwIfNoEntry: false }) !== undefined;
  if (!exists) return { is: 'index', index: emptyIndex };
  const outcome = readFileInside(git.own, 'index', { maxBytes: maxIndexBytes });
  if (outcome.is === 'problem') {
    return { is: 'unusable', because: `Git's index cannot be read: ${outcome.message}` };
  }
  const format = git.config.get('extensions.objectformat') ?? 'sha1';
  if (format !== 'sha1' && format !== 'sha256') {
    return { is: 'unusable', because: `Git's index has an object format that is not known: "${format}".` };
  }
  return parseGitIndex(outcome.bytes, format);
}

const emptyIndex: GitIndex = { files: new Set(), notCheckedOut: new Set(), submodules: new Map() };

/** Parses an index (gitformat-index); never throws. */
export function parseGitIndex(bytes: Buffer, format: 'sha1' | 'sha256'): GitIndexOutcome {
  try {
    return { is: 'index', index: parse(bytes, format) };
  } catch (cause) {
    // `RangeError` is what Buffer throws on reading behind its end.
    if (cause instanceof IndexDefect)
      return { is: 'unusable', because: `Git's index cannot be used: ${cause.message}` };
    if (cause instanceof RangeError)
      return { is: 'unusable', because: "Git's index cannot be used: it is cut off." };
    throw cause;
  }
}

function parse(bytes: Buffer, format: 'sha1' | 'sha256'): GitIndex {
  const hashBytes = format === 'sha1' ? 20 : 32;
  if (bytes.length < headerBytes + hashBytes || bytes.toString('latin1', 0, 4) !== 'DIRC') {
    throw new IndexDefect('it does not begin as one.');
  }
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) throw new IndexDefect(`version ${version} is not known.`);
  const count = bytes.readUInt32BE(8);
  if (count > maxEntries)
    throw new IndexDefect(`it has ${count} entries, more than the limit of ${maxEntries}.`);
  const body = bytes.subarray(0, bytes.length - hashBytes);
  checkSum(body, bytes.subarray(body.length), format);
  const { end, index } = readEntries(body, { version, count, hashBytes });
  checkExtensions(body, end);
  return index;
}

/** A checksum of zeros means that none was computed (`index.skipHash`). */
function checkSum(body: Buffer, sum: Buffer, format: 'sha1' | 'sha256'): void {
  if (sum.every((byte) => byte === 0)) return;
  if (!createHash(format).update(body).digest().equals(sum)) throw new IndexDefect('its checksum is wrong.');
}

interface Layout {
  readonly version: number;
  readonly count: number;
  readonly hashBytes: number;
}

function readEntries(body: Buffer, { version, count, hashBytes }: Layout): { end: number; index: GitIndex } {
  const files = new Set<string>();
  const notCheckedOut = new Set<string>();
  const submodules = new Map<string, string>();
  let at = headerBytes;
  let name: Buffer = Buffer.alloc(0);
  let total = 0;
  for (let entry = 0; entry < count; entry += 1) {
    const start = at;
    const type = body.readUInt32BE(start + modeAt) >> 12;
    const flags = body.readUInt16BE(start + statBytes + hashBytes);
    at = start + statBytes + hashBytes + 2;
    let skipped = false;
    if (flags & extendedFlag) {
      if (version === 2) throw new IndexDefect('an entry has flags that its version does not know.');
      skipped = (body.readUInt16BE(at) & skipWorkTreeFlag) !== 0;
      at += 2;
    }
    if (version === 4) {
      const suffix = readSuffix(body, at, name);
      name = suffix.name;
      at = suffix.end;
    } else {
      const end = endOfName(body, at, flags & nameLengthMask);
      name = body.subarray(at, end);
      // One to eight NULs, so that an entry's length is a multiple of eight.
      at = start + ((end - start + 8) & ~7);
    }
    total += name.length;
    if (name.length > maxPathBytes || total > maxTotalPathBytes)
      throw new IndexDefect('its paths are too long.');
    const path = spellPath(name);
    if (type === types.submodule)
      submodules.set(path, body.toString('hex', start + statBytes, start + statBytes + hashBytes));
    else if (type === types.directory) notCheckedOut.add(path.replace(/\/$/, ''));
    else if (type === types.file || type === types.link) {
      files.add(path);
      if (skipped) notCheckedOut.add(path);
    } else throw new IndexDefect('an entry is of a type that is not known.');
  }
  if (at > body.length) throw new IndexDefect('it is cut off.');
  return { end: at, index: { files, notCheckedOut, submodules } };
}

function endOfName(body: Buffer, start: number, length: number): number {
  // The flags hold lengths up to 4,094; a longer name is found by the NUL that ends it.
  const end = length < nameLengthMask ? start + length : body.indexOf(0, start);
  if (end < start || end >= body.length || body[end] !== 0)
    throw new IndexDefect('a name in it does not end.');
  return end;
}

/** Version 4 says how many bytes to drop from the end of the name before, then what comes instead. */
function readSuffix(body: Buffer, start: number, before: Buffer): { name: Buffer; end: number } {
  let at = start;
  let byte = body.readUInt8(at);
  let drop = byte & 0x7f;
  // The offset encoding of pack files: each further byte adds one, so that no number has two spellings.
  while (byte & 0x80) {
    at += 1;
    byte = body.readUInt8(at);
    drop = (drop + 1) * 128 + (byte & 0x7f);
    if (drop > before.length) break;
  }
  const end = body.indexOf(0, at + 1);
  if (drop > before.length || end < 0) throw new IndexDefect('a name in it cannot be put together.');
  return {
    name: Buffer.concat([before.subarray(0, before.length - drop), body.subarray(at + 1, end)]),
    end: end + 1,
  };
}

/** Extensions in capitals may be skipped; of the others only sparse directories are understood. */
function checkExtensions(body: Buffer, start: number): void {
  for (let at = start; at < body.length; ) {
    const signature = body.toString('latin1', at, at + 4);
    const capital = signature >= 'A' && signature < '[';
    if (signature === 'link') throw new IndexDefect('it is split over two files, which is not supported.');
    if (!capital && signature !== 'sdir') throw new IndexDefect('it has an extension that is not known.');
    at += 8 + body.readUInt32BE(at + 4);
    if (at > body.length) throw new IndexDefect('it is cut off.');
  }
}
