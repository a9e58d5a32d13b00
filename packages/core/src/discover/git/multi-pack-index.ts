import { type IdTable, positionOf, readCounts, totalOf } from './id-table.ts';
import { type OpenFile, readAt } from './open-files.ts';
import { longNumberAt, numberAt } from './pack-index.ts';

/** One index of many packs. */
export interface MultiPackIndex {
  readonly ids: IdTable;
  /** The name of its pack without ending (`pack-…`), and where an object begins in it; or `undefined`. */
  placeOf(id: Buffer): { readonly pack: string; readonly offset: number } | undefined;
}

const headBytes = 12;
const chunkBytes = 12;
const maxNamesBytes = 16_000_000;
const longOffset = 0x80000000;
const packName = /^(?<name>pack-[0-9a-f]{40,64})\.(?:idx|pack)$/;

/** Opens `objects/pack/multi-pack-index` (gitformat-pack, version 1); `undefined` where a file is none. */
export function openMultiPackIndex(file: OpenFile, idBytes: number): MultiPackIndex | undefined {
  const head = readAt(file, 0, headBytes);
  if (head.length < headBytes || head.toString('latin1', 0, 4) !== 'MIDX' || head[4] !== 1) return undefined;
  const chunks = readChunks(file, head[6] ?? 0);
  const counts = readCounts(file, chunks.get('OIDF')?.start ?? file.size);
  const idsAt = chunks.get('OIDL')?.start;
  const offsetsAt = chunks.get('OOFF')?.start;
  const longAt = chunks.get('LOFF')?.start;
  const names = readNames(file, chunks.get('PNAM'));
  if (!counts || idsAt === undefined || offsetsAt === undefined) return undefined;
  const ids = { file, counts, idsAt, stride: idBytes, idBytes };
  if (idsAt + totalOf(ids) * idBytes > file.size) return undefined;
  return {
    ids,
    placeOf(id) {
      const position = positionOf(ids, id);
      if (position === undefined) return undefined;
      const pack = names[numberAt(file, offsetsAt + position * 8) ?? -1];
      const short = numberAt(file, offsetsAt + position * 8 + 4) ?? longOffset;
      // Without long offsets all 32 bits are one.
      const isLong = longAt !== undefined && short >= longOffset;
      const offset = isLong ? longNumberAt(file, longAt + (short - longOffset) * 8) : short;
      return pack === undefined || offset === undefined ? undefined : { pack, offset };
    },
  };
}

interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** A table of names and beginnings; each chunk ends where the next one begins. */
function readChunks(file: OpenFile, count: number): ReadonlyMap<string, Chunk> {
  const table = readAt(file, headBytes, (count + 1) * chunkBytes);
  const chunks = new Map<string, Chunk>();
  for (let at = 0; at + 2 * chunkBytes <= table.length; at += chunkBytes) {
    const start = Number(table.readBigUInt64BE(at + 4));
    const end = Number(table.readBigUInt64BE(at + chunkBytes + 4));
    if (start <= end && end <= file.size) chunks.set(table.toString('latin1', at, at + 4), { start, end });
  }
  return chunks;
}

function readNames(file: OpenFile, chunk: Chunk | undefined): readonly (string | undefined)[] {
  if (!chunk || chunk.end - chunk.start > maxNamesBytes) return [];
  const text = readAt(file, chunk.start, chunk.end - chunk.start).toString('latin1');
  return text.split('\0').map((name) => packName.exec(name)?.groups?.name);
}
