import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { UserFiles } from '@fineprint/registries';

/** The files of the user's own home that may know credentials, and the environment. */
export function userFiles(env: UserFiles['env']): UserFiles {
  return { read: readOwn, env };
}

const maxBytes = 1_000_000;

/** A file of the user's own, by its path below their home. */
function readOwn(path: string): string | null {
  const file = isAbsolute(path) ? path : join(homedir(), path);
  try {
    const stats = statSync(file);
    return stats.isFile() && stats.size <= maxBytes ? readFileSync(file, 'utf8') : null;
  } catch (cause) {
    // Not there, or not to be read: who asks for credentials is then told that there are none.
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return null;
  }
}
