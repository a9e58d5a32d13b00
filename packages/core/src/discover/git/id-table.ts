import { type OpenFile, readAt } from './open-files.ts';

/** Sorted ids in a file, behind 256 counts: how many begin with a byte, or with one that is lower. */
export interface IdTable {
  readonly file: OpenFile;
  readonly counts: readonly number[];
  /** Where the first id stands, and how far apart they are. */
  readonly idsAt: number;
  readonly stride: number;
  readonly idBytes: number;
}

// A few thousand ids are read in one go; larger ranges are halved first.
const blockBytes = 65_536;

/** Reads the 256 counts at a position; `undefined` where they do not fit the file. */
export function readCounts(file: OpenFile, position: number): readonly number[] | undefined {
  const bytes = readAt(file, position, 256 * 4);
  if (bytes.length < 256 * 4) return undefined;
  const counts = Array.from({ length: 256 }, (_, first) => bytes.readUInt32BE(first * 4));
  return counts.every((count, first) => count >= (counts[first - 1] ?? 0)) ? counts : undefined;
}

/** How many ids a table holds. */
export function totalOf({ counts }: Pick<IdTable, 'counts'>): number {
  return counts[255] ?? 0;
}

/** The position of an id in a table, or `undefined`. */
export function positionOf(table: IdTable, id: Buffer): number | undefined {
  const at = firstFrom(table, id);
  return idAt(table, at)?.equals(id) ? at : undefined;
}

/** The ids that begin with hexadecimal digits, at most `most`. */
export function idsWith(table: IdTable, prefix: string, most: number): readonly string[] {
  const least = Buffer.from(prefix.padEnd(table.idBytes * 2, '0'), 'hex');
  const found: string[] = [];
  for (let at = firstFrom(table, least); found.length < most; at += 1) {
    const id = at < totalOf(table) ? idAt(table, at)?.toString('hex') : undefined;
    if (!id?.startsWith(prefix)) break;
    found.push(id);
  }
  return found;
}

/** The position of the first id that is not lower than another. */
function firstFrom(table: IdTable, id: Buffer): number {
  const first = id[0] ?? 0;
  let low = table.counts[first - 1] ?? 0;
  let high = table.counts[first] ?? 0;
  while ((high - low) * table.stride > blockBytes) {
    const middle = Math.floor((low + high) / 2);
    if (isLower(idAt(table, middle), id)) low = middle + 1;
    else high = middle;
  }
  const start = low;
  const block = readAt(table.file, table.idsAt + start * table.stride, (high - start) * table.stride);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const at = (middle - start) * table.stride;
    if (isLower(block.subarray(at, at + table.idBytes), id)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isLower(id: Buffer | undefined, than: Buffer): boolean {
  return id !== undefined && Buffer.compare(id, than) < 0;
}

function idAt({ file, idsAt, stride, idBytes }: IdTable, position: number): Buffer | undefined {
  const id = readAt(file, idsAt + position * stride, idBytes);
  return id.length === idBytes ? id : undefined;
}
