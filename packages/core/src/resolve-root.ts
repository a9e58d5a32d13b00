import { claim } from './discover/claim.ts';
import type { Discovered } from './discover/index.ts';
import { link } from './link/link.ts';
import type { Extractor } from './model/extractor.ts';
import type { Kind } from './model/kind.ts';
import type { Usage } from './model/usage.ts';
import { type ReadMeans, readFiles } from './read/read.ts';
import { offline } from './resolve/lookup.ts';
import { type ResolvedScan, resolve } from './resolve/resolve.ts';

/** What naming the references of a repository needs; nobody is asked about them. */
export interface ReferenceMeans extends ReadMeans {
  readonly extractors: readonly Extractor[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** The usage that the settings give to a path, or `null`. */
  usage(path: string): Usage | null;
}

/** Takes discovered files as far as `resolve`, offline: the references of the repository itself, with their slots. */
export function referencesIn(found: Discovered, means: ReferenceMeans): Promise<ResolvedScan> {
  const read = readFiles(claim(found, means.extractors), means);
  return resolve(link(read), { kinds: means.kinds, lookup: offline, usage: means.usage });
}
