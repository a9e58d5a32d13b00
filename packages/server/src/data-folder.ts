import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  mkdirSync(path, { recursive: true, mode: 0o700 });
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
  return {
    database: join(path, 'fineprint.db'),
    blobs: join(path, 'blobs'),
    release: () => lock.close(),
  };
}
