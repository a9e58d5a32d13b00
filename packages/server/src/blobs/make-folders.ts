import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

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
