import type { KyselyPlugin } from 'kysely';
import type { BlobStore } from './blobs/blob-store.ts';
import type { Files } from './blobs/files.ts';
import type { Database } from './store/database.ts';

/** Is told of each call to a file or a database when it is done, and nobody learns so; may throw, or end the process. */
export type Strike = (at: string) => void;

/** Makes a strike at the call of a number; throws there, or does what it is given. */
export function strikeAt(number: number, hit: (at: string) => void = failed) {
  let calls = 0;
  let where: string | null = null;
  return {
    strike: (at: string) => {
      calls += 1;
      if (calls !== number) return;
      where = at;
      hit(at);
    },
    /** Where it struck; `null` where there were fewer calls. */
    struck: () => where,
  };
}

function failed(at: string): never {
  throw Object.assign(new Error(`ENOSPC: no space left on device, ${at}`), { code: 'ENOSPC' });
}

/** A database of which each query, and each end of a transaction, may be struck. */
export function struckDatabase(real: Database, strike: Strike): Database {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      strike('after the query');
      return result;
    },
  };
  return {
    ...real,
    read: real.read.withPlugin(plugin),
    write: async (work) => {
      const answer = await real.write((writing) => work(writing.withPlugin(plugin)));
      // It is done, and whoever wanted it does not learn so.
      strike('after the transaction');
      return answer;
    },
  };
}

/** A file system of which each call may be struck. */
export function struckFiles(real: Files, strike: Strike): Files {
  const around = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    const answer = await call();
    strike(`after ${what}`);
    return answer;
  };
  return {
    create: async (path) => {
      const file = await real.create(path);
      try {
        strike('after create');
      } catch (cause) {
        await file.close();
        throw cause;
      }
      return {
        write: (bytes) => around('write', () => file.write(bytes)),
        sync: () => around('sync', () => file.sync()),
        close: () => around('close', () => file.close()),
      };
    },
    makeFolder: (path) => around('makeFolder', () => real.makeFolder(path)),
    rename: (from, to) => around('rename', () => real.rename(from, to)),
    syncFolder: (path) => around('syncFolder', () => real.syncFolder(path)),
    remove: (path) => around('remove', () => real.remove(path)),
  };
}

/** Blobs of which each reading may be struck. */
export function struckReads(real: BlobStore, strike: Strike): BlobStore {
  return {
    ...real,
    get: async (sha256) => {
      strike('before get');
      return real.get(sha256);
    },
  };
}
