import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { listInside } from './list-inside.ts';
import { readFileInside } from './read-file.ts';
import { absolute, type Root } from './root.ts';

const maxCommitBytes = 4_000_000;
const maxLooseBytes = 1_000_000;
const maxPacks = 1000;
const maxDeltas = 50;
const committer = /^committer .*> (?<seconds>\d{1,12}) [+-]\d{4}$/m;

/** When a commit was made, ISO 8601 in UTC; `null` if it is not in this repository's own objects (a partial clone, alternates). */
export function readCommitTime(git: Root, commit: string): string | null {
  const object = readLoose(git, commit) ?? readPacked(git, commit);
  if (object === undefined) return null;
  // The message may quote a `committer` line; the header ends at the first empty line.
  const header = object.toString('latin1').split('\n\n', 1)[0] ?? '';
  const seconds = committer.exec(header)?.groups?.seconds;
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z');
}

function readLoose(git: Root, id: string): Buffer | undefined {
  const outcome = readFileInside(git, `objects/${id.slice(0, 2)}/${id.slice(2)}`, {
    maxBytes: maxLooseBytes,
  });
  const object = outcome.is === 'bytes' ? inflate(outcome.bytes) : undefined;
  const end = object?.indexOf(0) ?? -1;
  return object?.toString('latin1', 0, 7) === 'commit ' && end > 0 ? object.subarray(end + 1) : undefined;
}

function readPacked(git: Root, id: string): Buffer | undefined {
  const names = listInside(git, 'objects/pack').filter((name) => /^pack-[0-9a-f]+\.idx$/.test(name));
  for (const name of names.slice(0, maxPacks)) {
    const path = `objects/pack/${name.slice(0, -'.idx'.length)}`;
    const offset = withFile(git, `${path}.idx`, (idx) => offsetIn(idx, Buffer.from(id, 'hex')));
    if (offset === undefined) continue;
    const object = withFile(git, `${path}.pack`, (pack) =>
      readEntry(pack, git, path, offset, id.length / 2, maxDeltas),
    );
    if (object !== undefined) return object;
  }
  return undefined;
}

/** Looks an object up in a pack's index, version 2 (gitformat-pack): 256 counts, ids, checksums, offsets. */
function offsetIn(idx: number, id: Buffer): number | undefined {
  const head = readAt(idx, 0, 8 + 256 * 4);
  if (head.length < 8 + 256 * 4 || head.readUInt32BE(0) !== 0xff744f63 || head.readUInt32BE(4) !== 2)
    return undefined;
  const first = id[0] ?? 0;
  let low = first === 0 ? 0 : head.readUInt32BE(8 + (first - 1) * 4);
  let high = head.readUInt32BE(8 + first * 4);
  const total = head.readUInt32BE(8 + 255 * 4);
  const idsAt = head.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const order = Buffer.compare(readAt(idx, idsAt + middle * id.length, id.length), id);
    if (order === 0) return offsetAt(idx, idsAt + total * (id.length + 4), middle, total);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function offsetAt(idx: number, offsetsAt: number, position: number, total: number): number | undefined {
  const short = readAt(idx, offsetsAt + position * 4, 4);
  if (short.length < 4) return undefined;
  const offset = short.readUInt32BE(0);
  if (offset < 0x80000000) return offset;
  const long = readAt(idx, offsetsAt + total * 4 + (offset - 0x80000000) * 8, 8);
  return long.length < 8 ? undefined : Number(long.readBigUInt64BE(0));
}

const types = { commit: 1, offsetDelta: 6, idDelta: 7 };

/** Reads a commit out of a pack; one that is stored as a difference is put together from its base. */
function readEntry(
  pack: number,
  git: Root,
  path: string,
  offset: number,
  idBytes: number,
  deltas: number,
): Buffer | undefined {
  const head = readAt(pack, offset, 64);
  const type = ((head[0] ?? 0) >> 4) & 7;
  let at = 0;
  while ((head[at] ?? 0) & 0x80) at += 1;
  at += 1;
  if (type === types.commit) return inflateAt(pack, offset + at);
  if (deltas === 0) return undefined;
  let base: number | undefined;
  if (type === types.offsetDelta) {
    let byte = head[at] ?? 0;
    let back = byte & 0x7f;
    while (byte & 0x80 && at < head.length) {
      at += 1;
      byte = head[at] ?? 0;
      back = (back + 1) * 128 + (byte & 0x7f);
    }
    at += 1;
    base = offset - back;
  } else if (type === types.idDelta) {
    const id = head.subarray(at, at + idBytes);
    at += idBytes;
    base = withFile(git, `${path}.idx`, (idx) => offsetIn(idx, id));
  }
  if (base === undefined || base < 0) return undefined;
  const delta = inflateAt(pack, offset + at);
  const whole = delta && readEntry(pack, git, path, base, idBytes, deltas - 1);
  return whole && applyDelta(whole, delta);
}

/** Puts an object together from its base and a list of copies and inserts (gitformat-pack, "Deltified representation"). */
function applyDelta(base: Buffer, delta: Buffer): Buffer | undefined {
  let at = 0;
  const skipSize = () => {
    while ((delta[at] ?? 0) & 0x80) at += 1;
    at += 1;
  };
  skipSize();
  skipSize();
  const parts: Buffer[] = [];
  let length = 0;
  while (at < delta.length && length <= maxCommitBytes) {
    const code = delta[at] ?? 0;
    at += 1;
    if (code === 0) return undefined;
    let part: Buffer;
    if (code & 0x80) {
      const read = readCopy(delta, at, code);
      part = base.subarray(read.from, read.from + read.size);
      at = read.end;
    } else {
      part = delta.subarray(at, at + code);
      at += code;
    }
    parts.push(part);
    length += part.length;
  }
  return length <= maxCommitBytes ? Buffer.concat(parts) : undefined;
}

/** Bits 0 to 3 of a copy say which bytes of its offset follow, bits 4 to 6 which of its size. */
function readCopy(delta: Buffer, start: number, code: number): { from: number; size: number; end: number } {
  let at = start;
  let from = 0;
  let size = 0;
  for (let bit = 0; bit < 7; bit += 1) {
    if (!(code & (1 << bit))) continue;
    const value = delta[at] ?? 0;
    at += 1;
    if (bit < 4) from += value * 256 ** bit;
    else size += value * 256 ** (bit - 4);
  }
  return { from, size: size === 0 ? 0x10000 : size, end: at };
}

function inflateAt(descriptor: number, position: number): Buffer | undefined {
  const window = 65_536;
  return (
    inflate(readAt(descriptor, position, window)) ?? inflate(readAt(descriptor, position, maxCommitBytes))
  );
}

/** Inflates one stream and leaves what follows it; `undefined` if it is none, is cut off or is too large. */
function inflate(bytes: Buffer): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: maxCommitBytes });
  } catch (cause) {
    // What zlib says about bytes has a code; anything else is a defect of ours.
    if (cause instanceof Error && 'code' in cause) return undefined;
    throw cause;
  }
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const read = position < Number.MAX_SAFE_INTEGER ? readSync(descriptor, buffer, 0, length, position) : 0;
  return buffer.subarray(0, read);
}

/** Opens a file of a git directory, which may be far too large to be read as a whole. */
function withFile<T>(git: Root, path: string, use: (descriptor: number) => T | undefined): T | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(
      absolute(git, path),
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    return fstatSync(descriptor).isFile() ? use(descriptor) : undefined;
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return undefined;
    throw cause;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
