import { randomUUID } from 'node:crypto';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { type Blob, BlobError, type BlobStore } from './blob-store.ts';
import { type Files, machineFiles } from './files.ts';
import { makeFolders } from './make-folders.ts';
import { Measured } from './measured.ts';
import { unpacked } from './packed.ts';

/**
 * A folder of blobs, compressed by zstd, for one server: `ab/cdef….zst`. A blob is whole or absent, also after a loss of power:
 * it is written under another name, synced, renamed, and its folder synced.
 */
export function folderOfBlobs(folder: string, files: Files = machineFiles): BlobStore {
  const unfinished = join(folder, 'unfinished');
  makeFolders(folder, ['unfinished']);
  const lasting = new Set<string>();
  const folderOf = (sha256: string) => join(folder, sha256.slice(0, 2));
  const pathOf = (sha256: string) => join(folderOf(sha256), `${sha256.slice(2)}.zst`);
  // Whoever finds a folder there cannot know whether its name lasts: another put may be about to see to that.
  const madeToLast = async (path: string) => {
    if (lasting.has(path)) return;
    await files.makeFolder(path);
    await files.syncFolder(folder);
    lasting.add(path);
  };
  return {
    put: async (content, mostBytes) => {
      const path = join(unfinished, randomUUID());
      try {
        const { sha256, bytes } = await written(content, path, mostBytes, files);
        await madeToLast(folderOf(sha256));
        await files.rename(path, pathOf(sha256));
        await files.syncFolder(folderOf(sha256));
        return { sha256, bytes };
      } catch (cause) {
        await files.remove(path);
        throw cause;
      }
    },
    get: async (sha256) => {
      const packed = await readFile(pathOf(sha256)).catch((cause: Error) => {
        throw new BlobError(`The blob ${sha256} cannot be read: ${cause.message}`, { cause });
      });
      return unpacked(sha256, packed);
    },
    has: (sha256) => isThere(pathOf(sha256)),
    delete: (sha256) => files.remove(pathOf(sha256)),
    list: () => listed(folder),
  };
}

async function written(content: Readable, path: string, mostBytes: number, files: Files): Promise<Blob> {
  const measured = new Measured(mostBytes);
  const file = await files.create(path);
  try {
    await pipeline(content, measured, createZstdCompress(), async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) await file.write(chunk);
    });
    await file.sync();
  } finally {
    await file.close();
  }
  return measured.blob();
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
