import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import Sqlite from 'better-sqlite3';
import { UsageError } from 'fineprint/program';
import { BlobError, type BlobStore } from './blobs/blob-store.ts';
import { folderOfBlobs } from './blobs/folder.ts';
import { takeDataFolder } from './data-folder.ts';

/** What a backup holds. */
export interface BackedUp {
  /** Documents of which the database tells. */
  readonly documents: number;
  /** Those that an earlier backup in the same place did not have. */
  readonly copied: number;
  /** Those that could not be read, each with the reason. */
  readonly missing: readonly string[];
}

/**
 * Copies the data folder of a server, which may go on meanwhile, to another folder, which then is a data folder, too: the database
 * as it is at one moment, and every document of which it tells. Throws a `UsageError` where there is nothing to copy, or the
 * other folder is in use.
 */
export async function backup(data: string, to: string): Promise<BackedUp> {
  const database = join(data, 'fineprint.db');
  if (!existsSync(database))
    throw new UsageError(`${data} holds no database: --data has to be the folder of a server.`);
  if (!relative(resolve(data), resolve(to)).startsWith('..'))
    throw new UsageError(`${to} lies in ${data}: what happens to one would happen to both.`);
  const folder = takeDataFolder(to);
  try {
    const copy = `${folder.database}.unfinished`;
    await copyDatabase(database, copy);
    const outcome = await copyDocuments(
      copy,
      folderOfBlobs(join(data, 'blobs')),
      folderOfBlobs(folder.blobs),
    );
    await takePlace(copy, folder.database, to);
    return outcome;
  } finally {
    folder.release();
  }
}

// In one step: pages that a server changes between two would make it begin anew.
const allPages = 0x7fff_ffff;

async function copyDatabase(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  const source = new Sqlite(from, { fileMustExist: true });
  try {
    await source.backup(to, { progress: () => allPages });
  } finally {
    source.close();
  }
}

async function copyDocuments(database: string, from: BlobStore, to: BlobStore): Promise<BackedUp> {
  const copy = new Sqlite(database);
  try {
    // Beside the copy lies nothing that belongs to it.
    copy.pragma('journal_mode = DELETE');
    const damage = copy.pragma('quick_check', { simple: true });
    if (damage !== 'ok') throw new Error(`The database is damaged: ${damage}`);
    const names = copy.prepare<[], { sha256: string }>('select distinct sha256 from report order by sha256');
    let documents = 0;
    let copied = 0;
    const missing: string[] = [];
    for (const { sha256 } of names.iterate()) {
      documents += 1;
      if (await to.has(sha256)) continue;
      try {
        await to.put(Readable.from([await from.get(sha256)]), Number.POSITIVE_INFINITY);
        copied += 1;
      } catch (cause) {
        if (!(cause instanceof BlobError)) throw cause;
        missing.push(cause.message);
      }
    }
    return { documents, copied, missing };
  } finally {
    copy.close();
  }
}

/** Lets the copy be the database of its folder, for good; what an earlier one had beside it goes with that. */
async function takePlace(copy: string, database: string, folder: string): Promise<void> {
  await synced(copy);
  for (const beside of ['-wal', '-shm']) await rm(`${database}${beside}`, { force: true });
  await rename(copy, database);
  await synced(folder);
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
