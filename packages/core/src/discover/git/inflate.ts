import { inflateSync } from 'node:zlib';
import { ObjectDefect, type Room } from './object.ts';
import { type OpenFile, readAt } from './open-files.ts';

/** Inflates the one stream of a known size that begins at a position; what follows it is left. Throws an `ObjectDefect`. */
export function inflateAt(file: OpenFile, position: number, size: number, room: Room): Buffer {
  take(room, size);
  // What cannot be compressed grows by a few bytes for each block; whoever wrote smaller blocks needs a second look.
  const usual = size + (size >> 8) + 64;
  const inflated =
    inflate(readAt(file, position, usual), size) ?? inflate(readAt(file, position, 2 * usual + 65_536), size);
  if (inflated?.length !== size) throw new ObjectDefect('what it holds is not as long as it says.');
  return inflated;
}

/** Inflates at most `most` bytes of one stream; `undefined` if it is none, is cut off or is larger. */
export function inflate(bytes: Buffer, most: number): Buffer | undefined {
  return attempt(() => inflateSync(bytes, { maxOutputLength: most + 1, chunkSize: most + 64 }));
}

/** Inflates what the beginning of a stream tells. */
export function inflateBeginning(bytes: Buffer): Buffer | undefined {
  return attempt(() => inflateSync(bytes, { finishFlush: syncFlush }));
}

// Z_SYNC_FLUSH of zlib: what there is counts, although the stream does not end. The constants would load zlib with them.
const syncFlush = 2;

/** Takes bytes from what a run may still unpack. Throws an `ObjectDefect`. */
export function take(room: Room, bytes: number): void {
  room.bytes -= bytes;
  if (room.bytes < 0) throw new ObjectDefect('more was unpacked than a scan takes.');
}

function attempt(inflating: () => Buffer): Buffer | undefined {
  try {
    return inflating();
  } catch (cause) {
    // What zlib says about bytes has a code; anything else is a defect of ours.
    if (cause instanceof Error && 'code' in cause) return undefined;
    throw cause;
  }
}
