import { ObjectDefect } from './object.ts';

/** The sizes that a delta says its base and its result have, and where its instructions begin. */
export interface DeltaHead {
  readonly baseSize: number;
  readonly size: number;
  readonly end: number;
}

/** Reads the head of a delta (gitformat-pack, "Deltified representation"). Throws an `ObjectDefect`. */
export function readDeltaHead(delta: Buffer): DeltaHead {
  const base = readSize(delta, 0);
  const result = readSize(delta, base.end);
  return { baseSize: base.size, size: result.size, end: result.end };
}

/** Puts an object together from its base and a delta: a list of copies and inserts. Throws an `ObjectDefect`. */
export function applyDelta(base: Buffer, delta: Buffer, { baseSize, size, end }: DeltaHead): Buffer {
  if (base.length !== baseSize) throw new ObjectDefect('its delta is made for another base.');
  const result = Buffer.allocUnsafe(size);
  let filled = 0;
  for (let at = end; at < delta.length; ) {
    const code = delta[at] ?? 0;
    at += 1;
    let from = delta;
    let start = at;
    let length = code;
    if (code & 0x80) {
      const copy = readCopy(delta, at, code);
      from = base;
      start = copy.from;
      length = copy.size;
      at = copy.end;
    } else at += code;
    if (code === 0 || start + length > from.length || filled + length > size)
      throw new ObjectDefect('its delta leads out of its base or its result.');
    filled += from.copy(result, filled, start, start + length);
  }
  if (filled !== size) throw new ObjectDefect('its delta ends too early.');
  return result;
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

const maxSizeBytes = 8;

/** A number in groups of seven bits, the lowest first. */
function readSize(delta: Buffer, start: number): { size: number; end: number } {
  let size = 0;
  for (let at = start; at < delta.length && at - start < maxSizeBytes; at += 1) {
    const byte = delta[at] ?? 0;
    size += (byte & 0x7f) * 128 ** (at - start);
    if (byte < 0x80) return { size, end: at + 1 };
  }
  throw new ObjectDefect('its delta does not say how long it is.');
}
