import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Fetched, type ResolvedOccurrence, readTarGz } from '@fineprint/core';
import type { ArchiveFinding, AskingMeans, Registry } from './registry.ts';

/** Fetches what components hold into directories of this run. */
export interface FetchedTrees {
  fetch(occurrence: ResolvedOccurrence): Promise<Fetched>;
  /** Removes what was fetched. */
  close(): void;
}

// A file that names components is text that somebody wrote.
const mostBytesOfFile = 2_000_000;

/** Opens a place for fetched trees; nothing is written before something is fetched. */
export function openFetchedTrees(registries: readonly Registry[], means: AskingMeans): FetchedTrees {
  let home: string | undefined;
  const known = new Map<string, Promise<Fetched>>();
  const directory = (): string => {
    home ??= mkdtempSync(join(tmpdir(), 'fineprint-trees-'));
    return mkdtempSync(join(home, 'tree-'));
  };
  return {
    fetch(occurrence) {
      // Parts of one repository at one ref are one archive, which the web hands out as often as it is asked for.
      const fetched = known.get(occurrence.ref) ?? fetchTree(registries, occurrence, means, directory);
      known.set(occurrence.ref, fetched);
      return fetched;
    },
    close() {
      if (home !== undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

async function fetchTree(
  registries: readonly Registry[],
  occurrence: ResolvedOccurrence,
  means: AskingMeans,
  directory: () => string,
): Promise<Fetched> {
  for (const { kinds, archive } of registries) {
    if (!archive || !kinds.includes(occurrence.kind)) continue;
    const found = await archive(occurrence, means);
    if (found !== null) return unpacked(found, directory);
  }
  return { is: 'nothing' };
}

/** Writes the files of an archive without the directory that holds them all; core's reader lets no name lead elsewhere. */
function unpacked(found: ArchiveFinding, directory: () => string): Fetched {
  if (found.is !== 'archive') return { is: 'unanswered', because: found.because };
  const { files, refused } = readTarGz(found.bytes);
  const [because] = refused;
  if (files.size === 0) return { is: 'unanswered', because: because ?? 'The archive is empty.' };
  const target = directory();
  for (const [path, content] of files) {
    const parts = path.split('/');
    const isBelowFile = parts.some((_, depth) => depth > 0 && files.has(parts.slice(0, depth).join('/')));
    // The top directory has the name of the component, or of its commit.
    if (parts.length > 1 && !isBelowFile && content.length <= mostBytesOfFile)
      write(join(target, ...parts.slice(1)), content);
  }
  return { is: 'tree', directory: target, refused };
}

function write(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
