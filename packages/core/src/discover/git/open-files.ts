import { closeSync, readSync } from 'node:fs';
import { openInside } from '../read-file.ts';
import type { Root } from '../root.ts';

/** A file that is read in parts, since it may be far too large to be read as a whole. */
export interface OpenFile {
  readonly descriptor: number;
  readonly size: number;
}

/** Files of one directory, each opened once and kept open. */
export interface OpenFiles {
  /** `undefined` where there is no such regular file. */
  open(path: string): OpenFile | undefined;
  close(): void;
}

/** Opens files inside a root, which must be closed in the end. */
export function openFiles(root: Root): OpenFiles {
  const known = new Map<string, OpenFile | undefined>();
  return {
    open(path) {
      if (!known.has(path)) known.set(path, openInside(root, path));
      return known.get(path);
    },
    close() {
      for (const file of known.values()) if (file) closeSync(file.descriptor);
      known.clear();
    },
  };
}

/** Reads bytes at a position; fewer come where the file ends. */
export function readAt({ descriptor, size }: OpenFile, position: number, length: number): Buffer {
  const most = Math.max(0, Math.min(length, size - position));
  const buffer = Buffer.allocUnsafe(most);
  let read = 0;
  while (read < most) {
    const more = readSync(descriptor, buffer, read, most - read, position + read);
    if (more === 0) break;
    read += more;
  }
  return buffer.subarray(0, read);
}
