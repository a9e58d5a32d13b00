import { type IdTable, positionOf, readCounts, totalOf } from './id-table.ts';
import { type OpenFile, readAt } from './open-files.ts';

/** The index of one pack. */
export interface PackIndex {
  readonly ids: IdTable;
  /** Where an object begins in the pack, or `undefined`. */
  offsetOf(id: Buffer): number | undefined;
}

const magic = 0xff744f63;
const longOffset = 0x80000000;

/** Opens the index of a pack, version 1 or 2 (gitformat-pack); `undefined` where a file is none. */
export function openPackIndex(file: OpenFile, idBytes: number): PackIndex | undefined {
  const head = readAt(file, 0, 8);
  if (head.length < 8) return undefined;
  if (head.readUInt32BE(0) !== magic) return versionOne(file, idBytes);
  return head.readUInt32BE(4) === 2 ? versionTwo(file, idBytes) : undefined;
}

/** Version 1 has no head; each id stands behind its offset. */
function versionOne(file: OpenFile, idBytes: number): PackIndex | undefined {
  const counts = readCounts(file, 0);
  if (!counts) return undefined;
  const stride = 4 + idBytes;
  const ids = { file, counts, idsAt: 256 * 4 + 4, stride, idBytes };
  if (256 * 4 + totalOf(ids) * stride > file.size) return undefined;
  return {
    ids,
    offsetOf(id) {
      const position = positionOf(ids, id);
      return position === undefined ? undefined : numberAt(file, 256 * 4 + position * stride);
    },
  };
}

/** Version 2 has all ids, then all checksums, then all offsets. */
function versionTwo(file: OpenFile, idBytes: number): PackIndex | undefined {
  const counts = readCounts(file, 8);
  if (!counts) return undefined;
  const ids = { file, counts, idsAt: 8 + 256 * 4, stride: idBytes, idBytes };
  const total = totalOf(ids);
  const offsetsAt = ids.idsAt + total * (idBytes + 4);
  if (offsetsAt + total * 4 > file.size) return undefined;
  return {
    ids,
    offsetOf(id) {
      const position = positionOf(ids, id);
      const offset = position === undefined ? undefined : numberAt(file, offsetsAt + position * 4);
      return offset === undefined || offset < longOffset
        ? offset
        : longNumberAt(file, offsetsAt + total * 4 + (offset - longOffset) * 8);
    },
  };
}

/** Four bytes as a number, or `undefined` behind the end. */
export function numberAt(file: OpenFile, position: number): number | undefined {
  const bytes = readAt(file, position, 4);
  return bytes.length < 4 ? undefined : bytes.readUInt32BE(0);
}

/** Eight bytes as a number, or `undefined` behind the end. */
export function longNumberAt(file: OpenFile, position: number): number | undefined {
  const bytes = readAt(file, position, 8);
  return bytes.length < 8 ? undefined : Number(bytes.readBigUInt64BE(0));
}
