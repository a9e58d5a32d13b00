import { applyDelta, type DeltaHead, readDeltaHead } from './delta.ts';
import { inflateAt, take } from './inflate.ts';
import { ObjectDefect, type ObjectType, type Room } from './object.ts';
import { type OpenFile, readAt } from './open-files.ts';

/** A pack, and what finds objects in it. */
export interface Pack {
  readonly name: string;
  readonly file: OpenFile;
  readonly idBytes: number;
  offsetOf(id: Buffer): number | undefined;
}

/** An object that was unpacked; its id was not checked yet. */
export interface Unpacked {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** Objects that others are deltas of, by pack and offset. */
export interface BaseCache {
  get(key: string): Unpacked | undefined;
  keep(key: string, unpacked: Unpacked): void;
}

const types: ReadonlyMap<number, ObjectType> = new Map([
  [1, 'commit'],
  [2, 'tree'],
  [3, 'blob'],
  [4, 'tag'],
]);
const offsetDelta = 6;
const idDelta = 7;

/** Git itself makes chains of 50, and at most of 4,095 (`pack.depth`). */
const maxDeltas = 4095;
/** What others are deltas of may be larger than what is asked for. */
const maxBaseBytes = 64_000_000;
const maxHeadBytes = 128;

/** One entry of a pack: an object, or a delta of the entry at `base`. */
type Entry =
  | { readonly is: 'whole'; readonly type: ObjectType; readonly size: number; readonly dataAt: number }
  | { readonly is: 'delta'; readonly size: number; readonly dataAt: number; readonly base: number };

/**
 * Unpacks the object at an offset, putting it together from its base where it is a delta; a number is its size where it
 * has more bytes than `most`. Throws an `ObjectDefect`.
 */
export function unpack(
  pack: Pack,
  offset: number,
  most: number,
  means: { readonly room: Room; readonly bases: BaseCache },
): Unpacked | number {
  const { deltas, base } = followDeltas(pack, offset, means.bases);
  const [first] = deltas;
  if (!first) {
    if (!('is' in base)) return base.bytes.length > most ? base.bytes.length : base;
    if (base.size > most) return base.size;
    return { type: base.type, bytes: inflateAt(pack.file, base.dataAt, base.size, means.room) };
  }
  const last = readDelta(pack, first, means.room);
  if (last.head.size > most) return last.head.size;
  let unpacked = 'is' in base ? wholeBase(pack, deltas.at(-1)?.base ?? 0, base, means) : base;
  for (const entry of deltas.slice(1).reverse()) {
    unpacked = applied(unpacked, readDelta(pack, entry, means.room), means.room);
    means.bases.keep(`${pack.name}:${entry.offset}`, unpacked);
  }
  return applied(unpacked, last, means.room);
}

interface DeltaEntry {
  readonly offset: number;
  readonly size: number;
  readonly dataAt: number;
  readonly base: number;
}

/** Collects the deltas from an object down to its base, the object's own first. */
function followDeltas(
  pack: Pack,
  start: number,
  bases: BaseCache,
): { readonly deltas: readonly DeltaEntry[]; readonly base: Unpacked | (Entry & { is: 'whole' }) } {
  const deltas: DeltaEntry[] = [];
  let offset = start;
  while (deltas.length <= maxDeltas) {
    const known = bases.get(`${pack.name}:${offset}`);
    if (known) return { deltas, base: known };
    const entry = readEntry(pack, offset);
    if (entry.is === 'whole') return { deltas, base: entry };
    deltas.push({ ...entry, offset });
    offset = entry.base;
  }
  throw new ObjectDefect(`it is a delta of more than ${maxDeltas} others.`);
}

function wholeBase(
  pack: Pack,
  offset: number,
  { type, size, dataAt }: Entry & { is: 'whole' },
  { room, bases }: { readonly room: Room; readonly bases: BaseCache },
): Unpacked {
  if (size > maxBaseBytes) throw new ObjectDefect('it is a delta of one that is too large.');
  const unpacked = { type, bytes: inflateAt(pack.file, dataAt, size, room) };
  bases.keep(`${pack.name}:${offset}`, unpacked);
  return unpacked;
}

interface Delta {
  readonly bytes: Buffer;
  readonly head: DeltaHead;
}

function readDelta({ file }: Pack, { dataAt, size }: DeltaEntry, room: Room): Delta {
  if (size > maxBaseBytes) throw new ObjectDefect('its delta is too large.');
  const bytes = inflateAt(file, dataAt, size, room);
  return { bytes, head: readDeltaHead(bytes) };
}

function applied({ type, bytes }: Unpacked, delta: Delta, room: Room): Unpacked {
  if (delta.head.size > maxBaseBytes) throw new ObjectDefect('it is a delta of one that is too large.');
  take(room, delta.head.size);
  return { type, bytes: applyDelta(bytes, delta.bytes, delta.head) };
}

/** Reads the head of an entry: its type and size, and of a delta where its base lies. */
function readEntry(pack: Pack, offset: number): Entry {
  const head = readAt(pack.file, offset, maxHeadBytes);
  let byte = head[0] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 0x0f;
  let at = 1;
  for (let factor = 16; byte & 0x80 && at < 10; factor *= 128) {
    byte = head[at] ?? 0;
    size += (byte & 0x7f) * factor;
    at += 1;
  }
  const whole = types.get(type);
  if (whole !== undefined) return { is: 'whole', type: whole, size, dataAt: offset + at };
  if (type === idDelta) {
    const base = pack.offsetOf(head.subarray(at, at + pack.idBytes));
    if (base === undefined) throw new ObjectDefect('it is a delta of one that is not there.');
    return { is: 'delta', size, dataAt: offset + at + pack.idBytes, base };
  }
  if (type !== offsetDelta) throw new ObjectDefect('its pack has none where it should lie.');
  const back = readBack(head, at);
  // A base lies before what is made of it.
  if (back.distance <= 0 || back.distance >= offset)
    throw new ObjectDefect('it is a delta of one that is not there.');
  return { is: 'delta', size, dataAt: offset + back.end, base: offset - back.distance };
}

/** How far before an entry its base lies: each further byte adds one, so that no number has two spellings. */
function readBack(head: Buffer, start: number): { distance: number; end: number } {
  let at = start;
  let byte = head[at] ?? 0;
  let distance = byte & 0x7f;
  while (byte & 0x80 && at - start < 8) {
    at += 1;
    byte = head[at] ?? 0;
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { distance, end: at + 1 };
}
