import type { Extractor, Format } from '../model/extractor.ts';
import { onceForEach } from '../once-for-each.ts';
import type { Discovered, DiscoveredFile } from './discover.ts';
import { compileGlobs } from './globs.ts';

/** A format whose file patterns admit a file; its bytes have the last word. */
export interface Candidate {
  readonly extractor: Extractor;
  readonly format: Format;
}

/** A file with the formats that may read it, the most specific extractor first. */
export interface ClaimedFile extends DiscoveredFile {
  readonly candidates: readonly Candidate[];
}

/** A discovered tree whose files are claimed by name. */
export interface ClaimedScan extends Discovered {
  readonly claimed: readonly ClaimedFile[];
  /** In the order in which they win over each other. */
  readonly extractors: readonly Extractor[];
}

/** Whether only its first bytes tell if anybody reads a file: its name says nothing. */
export function byBeginning({ candidates }: ClaimedFile): boolean {
  return candidates.every(({ format }) => format.begins !== undefined);
}

/** The formats that may read a file of a path, by the patterns of some extractors: a process that scans often compiles them once. */
const candidatesByPath = onceForEach(
  (extractors: readonly Extractor[]): ((path: string) => readonly Candidate[]) => {
    const patterns: string[] = [];
    const owners: Candidate[] = [];
    for (const extractor of extractors) {
      for (const format of extractor.formats) {
        const candidate = { extractor, format };
        for (const pattern of format.files) {
          patterns.push(pattern);
          owners.push(candidate);
        }
      }
    }
    const globs = compileGlobs(patterns);
    const candidatesFor = candidatesByMatch(owners);
    return (path) => candidatesFor(globs.matching(path));
  },
);

/** Claims files for formats by their names alone; nothing is opened. */
export function claim(found: Discovered, extractors: readonly Extractor[]): ClaimedScan {
  const candidatesOfPath = candidatesByPath(extractors);
  const paths = new Set(found.files.map(({ path }) => path));
  const admitted = (path: string) => {
    const candidates = candidatesOfPath(path);
    return candidates.every(isAnywhere)
      ? candidates
      : candidates.filter(({ format }) => liesWithin(path, format.within, paths));
  };
  // A link is no file, but a name that only it has (`Dockerfile` → `images/web.docker`) claims what it leads to.
  const linked = Map.groupBy(found.links, ({ target }) => target);
  const claimed: ClaimedFile[] = [];
  for (const file of found.files) {
    const named = admitted(file.path);
    const links = linked.get(file.path)?.flatMap(({ path }) => admitted(path)) ?? [];
    const candidates = namesFirst(links.length === 0 ? named : [...new Set([...named, ...links])]);
    if (candidates.length > 0) claimed.push({ ...file, candidates });
  }
  return { ...found, claimed, extractors };
}

/** Whole trees match the same few combinations of patterns. */
function candidatesByMatch(
  owners: readonly Candidate[],
): (matching: readonly number[]) => readonly Candidate[] {
  const byIndices = new Map<string, readonly Candidate[]>();
  return onceForEach((matching) => {
    const key = matching.join();
    const candidates = byIndices.get(key) ?? candidatesOf(matching, owners);
    byIndices.set(key, candidates);
    return candidates;
  });
}

function isAnywhere({ format }: Candidate): boolean {
  return format.within === undefined;
}

/** Several patterns of one format may match; it is one candidate, and always the same object. */
function candidatesOf(matching: readonly number[], owners: readonly Candidate[]): readonly Candidate[] {
  return [...new Set(matching.map((index) => owners[index]))].filter((owner) => owner !== undefined);
}

/** Names decide first: where one format of an extractor owns the name, its formats that go by content step back. */
const namesFirst = onceForEach((candidates: readonly Candidate[]): readonly Candidate[] => {
  const named = new Set(candidates.filter(({ format }) => !format.claims).map(({ extractor }) => extractor));
  return candidates.filter(({ extractor, format }) => !format.claims || !named.has(extractor));
});

/** Whether a directory above a path holds a file named `marker` (`Chart.yaml` above `templates/`). */
function liesWithin(path: string, marker: string | undefined, paths: ReadonlySet<string>): boolean {
  if (marker === undefined) return true;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (paths.has(`${path.slice(0, end)}/${marker}`)) return true;
  }
  return paths.has(marker);
}
