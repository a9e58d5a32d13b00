import { lstatSync, readFileSync } from 'node:fs';
import { isOfSystem } from './system-error.ts';

/** Reads a file that this program keeps for the user: what somebody else could have written is not read, and neither is what cannot be. */
export function readOwnFile(file: string, maxBytes: number): string | null {
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.size > maxBytes) return null;
    const isOwn =
      process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
    return isOwn ? readFileSync(file, 'utf8') : null;
  } catch (cause) {
    if (isOfSystem(cause)) return null;
    throw cause;
  }
}
