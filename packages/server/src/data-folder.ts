import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { UsageError } from 'fineprint/program';
import { makeFolders } from './blobs/make-folders.ts';

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
