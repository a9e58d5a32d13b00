import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createZstdCompress, zstdDecompress } from 'node:zlib';
import { type Blob, BlobError, type BlobStore } from './blob-store.ts';
import { Measured } from './measured.ts';

const decompress = promisify(zstdDecompress);

/**
 * A folder of blobs, compressed by zstd, for one server: `ab/cdef….zst`. A blob is whole or absent, also after a loss of power:
 * it is written under another name, synced, renamed, and its folder synced.
 */
export function folderOfBlobs(folder: string): BlobStore {
  const unfinished = join(folder, 'unfinished');
  mkdirSync(unfinished, { recursive: true });
  const folderOf = (sha256: string) => join(folder, sha256.slice(0, 2));
  const pathOf = (sha256: string) => join(folderOf(sha256), `${sha256.slice(2)}.zst`);
  return {
    put: async (content, mostBytes) => {
      const path = join(unfinished, randomUUID());
      try {
        const blob = await written(content, path, mostBytes);
        await settled(path, folderOf(blob.sha256), pathOf(blob.sha256));
        return blob;
      } finally {
        await rm(path, { force: true });
      }
    },
    get: async (sha256) => {
      const bytes = await readFile(pathOf(sha256)).then(decompress, (cause: Error) => {
        throw new BlobError(`The blob ${sha256} cannot be read: ${cause.message}`, { cause });
      });
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new BlobError(`The blob ${sha256} holds other bytes than its name says.`);
      return bytes;
    },
    has: (sha256) => isThere(pathOf(sha256)),
    delete: (sha256) => rm(pathOf(sha256), { force: true }),
    list: () => listed(folder),
  };
}

async function written(content: Readable, path: string, mostBytes: number): Promise<Blob> {
  const measured = new Measured(mostBytes);
  // It ends when the file is synced and closed.
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(content, measured, createZstdCompress(), file);
  return measured.blob();
}

async function settled(from: string, folder: string, path: string): Promise<void> {
  if (await mkdir(folder, { recursive: true })) await synced(join(folder, '..'));
  await rename(from, path);
  await synced(folder);
}

/** Makes the names in a folder last. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw cause;
  }
}

async function* listed(folder: string): ReturnType<BlobStore['list']> {
  for (const start of (await readdir(folder)).sort()) {
    if (!/^[0-9a-f]{2}$/.test(start)) continue;
    for (const name of (await readdir(join(folder, start))).sort()) {
      const { mtimeMs } = await stat(join(folder, start, name));
      yield { sha256: `${start}${name.replace(/\.zst$/, '')}`, putAt: mtimeMs };
    }
  }
}
