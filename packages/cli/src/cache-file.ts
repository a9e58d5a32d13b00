import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { openReadCache, type ReadCache } from '@fineprint/core';
import { cacheDirectory } from './directories.ts';
import { writeWhole } from './output.ts';
import { readOwnFile } from './own-file.ts';
import { inSystemWords, isOfSystem } from './system-error.ts';
import { UsageError } from './usage-error.ts';

/** The read cache of one root, in the user's own cache directory and never inside what is scanned. */
export interface CacheFile {
  readonly cache: ReadCache;
  /** Writes what is new; a cache is no result, so that where it cannot be written is only remarked upon. */
  store(): readonly string[];
}

const maxBytes = 256 * 1024 * 1024;

/** Opens the read cache of a root; `null` when run from sources, whose readers change without notice. */
export function openCacheFile(
  root: string,
  build: string | null,
  env: Readonly<Record<string, string | undefined>>,
): CacheFile | null {
  if (build === null) return null;
  const directory = join(cacheDirectory(env), 'read');
  const name = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 32);
  const file = join(directory, `${name}.json`);
  const cache = openReadCache(readOwnFile(file, maxBytes), build, Date.now());
  return {
    cache,
    store() {
      const text = cache.dump();
      if (text === null) return [];
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        writeWhole(file, [text]);
        return [];
      } catch (cause) {
        if (!(cause instanceof UsageError || isOfSystem(cause))) throw cause;
        const why = cause instanceof UsageError ? cause.message : `"${directory}": ${inSystemWords(cause)}.`;
        return [`The cache cannot be kept; "--no-cache" does without. ${why}`];
      }
    },
  };
}
