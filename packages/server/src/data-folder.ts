import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { UsageError } from 'fineprint';

/** The folder of a server that needs no database elsewhere. */
export interface DataFolder {
  readonly database: string;
  readonly blobs: string;
  /** Lets another server have the folder. */
  release(): void;
}

/**
 * Takes a folder for this process alone, and makes it where there is none; throws a `UsageError` where another server has it. The
 * system itself takes the lock away from a process that ends, however it ends.
 */
export function takeDataFolder(path: string): DataFolder {
  makeFolders(path, []);
  const pidFile = join(path, 'server.pid');
  const lock = new Sqlite(join(path, 'lock'));
  try {
    lock.pragma('busy_timeout = 0');
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    if (!(cause instanceof Sqlite.SqliteError && cause.code.startsWith('SQLITE_BUSY'))) throw cause;
    throw new UsageError(
      `Another server has ${path} (its process is ${readFileSync(pidFile, 'utf8').trim()}). Stop it, or give --data another folder.`,
      { cause },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  const blobs = join(path, 'blobs');
  // What a server that was killed had not finished is nobody's.
  rmSync(join(blobs, 'unfinished'), { recursive: true, force: true });
  return {
    database: join(path, 'fineprint.db'),
    blobs,
    release: () => lock.close(),
  };
}

/** Makes a folder, and folders in it, so that they are there after a loss of power, too. */
export function makeFolders(path: string, inside: readonly string[]): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  for (const name of inside) mkdirSync(join(path, name), { recursive: true, mode: 0o700 });
  syncFolder(path);
  if (made === undefined) return;
  // A name lasts when the folder that it stands in was synced, up to the first one that was there before.
  for (let at = resolve(path); at !== dirname(resolve(made)); at = dirname(at)) syncFolder(dirname(at));
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
