import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a file that nobody can find, and that is gone as soon as it is closed. */
export async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `fineprint-export-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  return file;
}
