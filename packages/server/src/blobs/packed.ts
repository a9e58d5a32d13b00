import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { BlobError } from './blob-store.ts';

const decompress = promisify(zstdDecompress);

// Ten times what a document may have; only bytes that somebody put in a blob's place unpack to more.
const mostBytes = 536_870_912;

/** The bytes of a blob that lies compressed, held against its name; throws a `BlobError` where they are others. */
export async function unpacked(sha256: string, packed: Uint8Array): Promise<Buffer> {
  const bytes = await decompress(packed, { maxOutputLength: mostBytes }).catch((cause: Error) => {
    throw new BlobError(`The blob ${sha256} cannot be read: ${cause.message}`, { cause });
  });
  // Until the next turn of the event loop, zlib holds on to the parts of which it made the whole.
  await setImmediate();
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new BlobError(`The blob ${sha256} holds other bytes than its name says.`);
  return bytes;
}
