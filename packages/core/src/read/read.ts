import { hash as hashOf } from 'node:crypto';
import { byBeginning, type Candidate, type ClaimedFile, type ClaimedScan } from '../discover/claim.ts';
import {
  decode,
  type FileName,
  isThere,
  objectInside,
  type Root,
  readFileInside,
  stampInside,
} from '../discover/index.ts';
import { listInside } from '../discover/list-inside.ts';
import type { Extractor, UnitFile, UnitFiles } from '../model/extractor.ts';
import { compareText, locate } from '../model/location.ts';
import { effectOf, type FileProblem, type Problem, problem } from '../model/problem.ts';
import type { Coverage } from '../model/report.ts';
import type { Waiver } from '../model/waiver.ts';
import { readTarGz } from '../parse/archive/index.ts';
import type { Readings as NamedReadings, ReadCache } from './cache.ts';
import { inlineWaivers, isInlineWaiver, readInlineWaivers, waiverIn } from './inline-waivers.ts';
import { lazyFile } from './lazy-file.ts';
import { type PackedFiles, packedFiles } from './packed-files.ts';
import { headLength, type Reading, readAs } from './read-as.ts';
import { type SourceFile, sourceFile } from './source-file.ts';
import { type UnreadFormat, unclaimedFiles } from './unclaimed.ts';

/** The units of one extractor, sorted by path. */
export interface Ecosystem {
  readonly extractor: Extractor;
  readonly units: readonly UnitFiles[];
}

/** A scan whose files are read, each by itself. */
export interface ReadScan extends Omit<ClaimedScan, 'claimed' | 'counts' | 'extractors'> {
  readonly counts: Coverage['files'];
  readonly ecosystems: readonly Ecosystem[];
  /** Waivers that stand in comments of the files that somebody reads. */
  readonly inlineWaivers: readonly Waiver[];
  /** Whether a file was found at a path inside the root. */
  has(path: string): boolean;
  /** A further file inside the root as text, or `undefined` where there is none or it cannot be read. */
  file(path: string): SourceFile | undefined;
  /** Names in a directory inside the root, sorted; empty where there is none. */
  list(path: string): readonly string[];
  /** What a gzipped tar archive inside the root holds, or `undefined` where there is none or it cannot be read. */
  archive(path: string): PackedFiles | undefined;
}

export interface ReadMeans {
  readonly cache: ReadCache | null;
  /** Formats that nobody reads, where every file that was not claimed has to be told. */
  readonly unread?: readonly UnreadFormat[];
  progress?(stage: string, done: number, total: number): void;
}

/** Reads every claimed file once, by each format whose content it is; pure, so cached by the hash of the bytes. */
export function readFiles(claimed: ClaimedScan, { cache, unread, progress }: ReadMeans): ReadScan {
  const { claimed: files, counts, extractors, ...found } = claimed;
  const problems: Problem[] = [...found.problems];
  const refused: ClaimedFile[] = [];
  const units = new Map<Extractor, Map<string, UnitFile[]>>();
  const waivers: Waiver[] = [];
  const coverage = { seen: counts.files, claimed: 0, read: 0 };
  files.forEach((file, index) => {
    const { path } = file;
    progress?.('read', index, files.length);
    const readings = (cache && recalled(found.root, file, cache)) ?? readFile(found.root, file, cache);
    if ('is' in readings) {
      coverage.claimed += 1;
      problems.push(readings);
      return;
    }
    const { byCandidate, waiving } = readings;
    if (byCandidate.size === 0) {
      if (!byBeginning(file)) refused.push(file);
      return;
    }
    coverage.claimed += 1;
    let whole = true;
    const told = (inFile: readonly FileProblem[]) => {
      for (const { code, message, place } of inFile) {
        problems.push(problem(code, message, locate(path, place)));
        if (effectOf({ code }) === 'unread') whole = false;
      }
    };
    for (const [{ extractor, format }, { facts, problems: inFile }] of byCandidate) {
      addToUnit(units, extractor, { path, format: format.id, facts });
      told(inFile);
    }
    for (const fact of waiving?.facts ?? []) if (isInlineWaiver(fact)) waivers.push(waiverIn(path, fact));
    told(waiving?.problems ?? []);
    if (whole) coverage.read += 1;
  });
  if (unread) problems.push(...unclaimedFiles(claimed, refused, unread));
  return {
    ...found,
    problems,
    counts: coverage,
    ecosystems: ecosystems(extractors, units),
    inlineWaivers: waivers.sort(
      (a, b) =>
        compareText(a.line?.path ?? '', b.line?.path ?? '') || (a.line?.line ?? 0) - (b.line?.line ?? 0),
    ),
    ...access(claimed),
  };
}

/** What a file says to each of its readers, and what its comments waive. */
interface Readings {
  readonly byCandidate: ReadonlyMap<Candidate, Reading & {}>;
  readonly waiving: Reading;
}

const nobodys: Readings = { byCandidate: new Map(), waiving: null };

/** What an earlier scan made of a file that has not changed since; `undefined` if it has to be read. */
function recalled(
  root: Root,
  { path, rawPath, candidates }: ClaimedFile,
  cache: ReadCache,
): Readings | undefined {
  const known = knownBytes(root, { path, rawPath }, cache);
  const cached = known && cache.get(known.hash, candidates.map(nameOf), known.size);
  return cached && readingsOf(candidates, cached);
}

/** What is known of a file's bytes without reading them. */
interface KnownBytes {
  readonly hash: string;
  readonly size: number;
}

function knownBytes(root: Root, name: FileName, cache: ReadCache): KnownBytes | undefined {
  const id = objectInside(root, name.path);
  if (id !== undefined) return asKnownBytes(cache.recall(ofObject, id));
  const stamp = cache.hasStamp(name.path) ? stampInside(root, name) : null;
  const hash = stamp ? cache.hashOf(name.path, stamp) : undefined;
  return stamp && hash !== undefined ? { hash, size: stamp.size } : undefined;
}

const ofObject = 'git object';

function asKnownBytes(value: unknown): KnownBytes | undefined {
  if (typeof value !== 'object' || value === null || !('hash' in value) || !('size' in value))
    return undefined;
  const { hash, size } = value;
  return typeof hash === 'string' && typeof size === 'number' ? { hash, size } : undefined;
}

function readingsOf(candidates: readonly Candidate[], named: NamedReadings): Readings {
  const readings = new Map<Candidate, Reading & {}>();
  for (const candidate of candidates) {
    const reading = named.get(nameOf(candidate));
    if (reading) readings.set(candidate, reading);
  }
  return { byCandidate: readings, waiving: named.get(inlineWaivers) ?? null };
}

function namesOf({ byCandidate, waiving }: Readings): NamedReadings {
  const named = [...byCandidate].map(([candidate, reading]) => [nameOf(candidate), reading] as const);
  return new Map(waiving === null ? named : [...named, [inlineWaivers, waiving] as const]);
}

/** Reads a file by each candidate whose content it is; parses once however many there are, or not at all. */
function readFile(root: Root, file: ClaimedFile, cache: ReadCache | null): Readings | Problem {
  if (byBeginning(file) && !mayBegin(root, file)) return nobodys;
  const outcome = readFileInside(root, file);
  if (outcome.is === 'problem') return outcome;
  const { bytes, stamp } = outcome;
  const { candidates } = file;
  const hash = cache ? hashOf('sha256', bytes, 'base64') : '';
  const names = candidates.map(nameOf);
  const id = objectInside(root, file.path);
  if (id !== undefined) cache?.remember(ofObject, id, { hash, size: bytes.length });
  else cache?.stamp(file.path, stamp, hash);
  const cached = cache?.get(hash, names, bytes.length);
  if (cached) return readingsOf(candidates, cached);
  const readings = readBytes(candidates, bytes);
  cache?.set(hash, names, namesOf(readings));
  return readings;
}

/** Looks at the first bytes of a file whose name says nothing; one that cannot be opened is nobody's. */
function mayBegin(root: Root, file: ClaimedFile): boolean {
  const outcome = readFileInside(root, file, { firstBytes: headLength });
  if (outcome.is === 'problem') return false;
  const head = outcome.bytes.toString('latin1');
  return file.candidates.some(({ format }) => format.begins?.test(head));
}

function readBytes(candidates: readonly Candidate[], bytes: Buffer): Readings {
  const readings = new Map<Candidate, Reading & {}>();
  const lazy = lazyFile(bytes);
  for (const candidate of candidates) {
    const reading = readAs(candidate, lazy);
    if (reading) readings.set(candidate, reading);
  }
  return { byCandidate: readings, waiving: readings.size === 0 ? null : readInlineWaivers(lazy) };
}

function nameOf({ extractor, format }: Candidate): string {
  return `${extractor.id}/${format.id}`;
}

function addToUnit(
  units: Map<Extractor, Map<string, UnitFile[]>>,
  extractor: Extractor,
  file: UnitFile,
): void {
  const byPath = units.get(extractor) ?? new Map<string, UnitFile[]>();
  units.set(extractor, byPath);
  const path = extractor.unit(file.path);
  const files = byPath.get(path);
  if (files) files.push(file);
  else byPath.set(path, [file]);
}

function ecosystems(
  extractors: readonly Extractor[],
  units: ReadonlyMap<Extractor, ReadonlyMap<string, readonly UnitFile[]>>,
): readonly Ecosystem[] {
  return extractors.map((extractor) => ({
    extractor,
    units: [...(units.get(extractor) ?? [])]
      .map(([path, files]) => ({ path, files: files.toSorted((a, b) => compareText(a.path, b.path)) }))
      .sort((a, b) => compareText(a.path, b.path)),
  }));
}

/** Access to further files for `link` and `license`: inside the root, within the same limits, each decoded once. */
function access({ root, files, links }: ClaimedScan): Pick<ReadScan, 'has' | 'file' | 'list' | 'archive'> {
  const paths = new Set([...files, ...links].map(({ path }) => path));
  const texts = new Map<string, SourceFile | undefined>();
  function file(path: string): SourceFile | undefined {
    if (texts.has(path)) return texts.get(path);
    // Most files that a format asks for beside its own are not there, and an attempt to open one costs four times as much.
    const outcome = isThere(root, path) ? readFileInside(root, path) : undefined;
    const decoded = outcome?.is === 'bytes' ? decode(outcome.bytes) : undefined;
    const found = decoded?.is === 'text' ? sourceFile(decoded.text) : undefined;
    texts.set(path, found);
    return found;
  }
  function archive(path: string): PackedFiles | undefined {
    const outcome = isThere(root, path) ? readFileInside(root, path) : undefined;
    return outcome?.is === 'bytes' ? packedFiles(readTarGz(outcome.bytes)) : undefined;
  }
  return { has: (path) => paths.has(path), file, list: (path) => listInside(root, path), archive };
}
