import { mkdir, open, rename, rm } from 'node:fs/promises';

/** What putting a blob asks of the file system, call by call: what lasts after a loss of power hangs on their order. */
export interface Files {
  /** Makes a file that is not there yet. */
  create(path: string): Promise<NewFile>;
  /** Makes a folder, where there is none. */
  makeFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the names in a folder last. */
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** A file that is being written. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Makes what was written last. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The file system of this machine. */
export const machineFiles: Files = {
  create: async (path) => {
    const file = await open(path, 'wx', 0o600);
    return {
      // From where the last one ended, and all of it, which `write` does not promise.
      write: (bytes) => file.writeFile(bytes),
      sync: () => file.sync(),
      close: () => file.close(),
    };
  },
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  rename,
  syncFolder: async (path) => {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  },
  remove: (path) => rm(path, { force: true }),
};
