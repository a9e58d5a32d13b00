import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { Blob } from './blob-store.ts';
import { Measured } from './measured.ts';

/** Content that came in whole and lies compressed on this machine: what it is, and what it is as it lies there. */
export interface Spool {
  readonly blob: Blob;
  readonly packed: Blob;
  /** The compressed bytes from their beginning; may be asked again. */
  read(): Readable;
  close(): Promise<void>;
}

/**
 * Keeps what a stream gives until its name is known, which only its end tells; throws `TooLarge` beyond `mostBytes`. The file
 * has no name any more while it is written, so that nothing is left however the process ends.
 */
export async function spooled(content: Readable, mostBytes: number): Promise<Spool> {
  const path = join(tmpdir(), `fineprint-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  try {
    const [whole, packed] = [new Measured(mostBytes), new Measured(Number.POSITIVE_INFINITY)];
    await pipeline(content, whole, createZstdCompress(), packed, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await file.writeFile(chunk);
    });
    return {
      blob: whole.blob(),
      packed: packed.blob(),
      read: () => file.createReadStream({ start: 0, autoClose: false }),
      close: () => file.close(),
    };
  } catch (cause) {
    await file.close();
    throw cause;
  }
}
