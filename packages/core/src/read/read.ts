import { hash as hashOf } from 'node:crypto';
import { byBeginning, type Candidate, type ClaimedFile, type ClaimedScan } from '../discover/claim.ts';
import {
  compileWords,
  decode,
  type Root,
  readFileInside,
  stampInside,
  type WordScan,
} from '../discover/index.ts';
import { listInside } from '../discover/list-inside.ts';
import type { Extractor, Fact, Format, UnitFile, UnitFiles } from '../model/extractor.ts';
import { compareText, locate } from '../model/location.ts';
import { effectOf, type FileProblem, type Problem, problem } from '../model/problem.ts';
import type { Coverage } from '../model/report.ts';
import { type DocumentShape, documentShapes } from '../parse/tree/index.ts';
import type { Readings as NamedReadings, ReadCache } from './cache.ts';
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
  /** Whether a file was found at a path inside the root. */
  has(path: string): boolean;
  /** A further file inside the root as text, or `undefined` where there is none or it cannot be read. */
  file(path: string): SourceFile | undefined;
  /** Names in a directory inside the root, sorted; empty where there is none. */
  list(path: string): readonly string[];
}

/** What a format made of a file's bytes: `null` where the content is not its own. */
export type Reading = { readonly facts: readonly Fact[]; readonly problems: readonly FileProblem[] } | null;

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
    if (readings.size === 0) {
      if (!byBeginning(file)) refused.push(file);
      return;
    }
    coverage.claimed += 1;
    let whole = true;
    for (const [{ extractor, format }, { facts, problems: inFile }] of readings) {
      addToUnit(units, extractor, { path, format: format.id, facts });
      for (const { code, message, place } of inFile) {
        problems.push(problem(code, message, locate(path, place)));
        if (effectOf({ code }) === 'unread') whole = false;
      }
    }
    if (whole) coverage.read += 1;
  });
  if (unread) problems.push(...unclaimedFiles(claimed, refused, unread));
  return {
    ...found,
    problems,
    counts: coverage,
    ecosystems: ecosystems(extractors, units),
    ...access(claimed),
  };
}

type Readings = ReadonlyMap<Candidate, Reading & {}>;

const headLength = 200;

/** What an earlier scan made of a file that has not changed since; `undefined` if it has to be read. */
function recalled(
  root: Root,
  { path, rawPath, candidates }: ClaimedFile,
  cache: ReadCache,
): Readings | undefined {
  const stamp = cache.hasStamp(path) ? stampInside(root, { path, rawPath }) : null;
  const hash = stamp ? cache.hashOf(path, stamp) : undefined;
  if (!stamp || hash === undefined) return undefined;
  const cached = cache.get(hash, candidates.map(nameOf), stamp.size);
  return cached && byCandidate(candidates, cached);
}

function byCandidate(candidates: readonly Candidate[], named: NamedReadings): Readings {
  const readings = new Map<Candidate, Reading & {}>();
  for (const candidate of candidates) {
    const reading = named.get(nameOf(candidate));
    if (reading) readings.set(candidate, reading);
  }
  return readings;
}

/** Reads a file by each candidate whose content it is; parses once however many there are, or not at all. */
function readFile(root: Root, file: ClaimedFile, cache: ReadCache | null): Readings | Problem {
  if (byBeginning(file) && !mayBegin(root, file)) return new Map();
  const outcome = readFileInside(root, file);
  if (outcome.is === 'problem') return outcome;
  const { bytes, stamp } = outcome;
  const { candidates } = file;
  const hash = cache ? hashOf('sha256', bytes, 'base64') : '';
  const names = candidates.map(nameOf);
  cache?.stamp(file.path, stamp, hash);
  const cached = cache?.get(hash, names, bytes.length);
  if (cached) return byCandidate(candidates, cached);
  const readings = readBytes(candidates, bytes);
  cache?.set(hash, names, new Map([...readings].map(([candidate, reading]) => [nameOf(candidate), reading])));
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
  return readings;
}

function nameOf({ extractor, format }: Candidate): string {
  return `${extractor.id}/${format.id}`;
}

interface LazyFile {
  /** The bytes as one character each, for word scans. */
  latin1(): string;
  /** The decoded file, or the problem that it has no text. */
  file(): SourceFile | FileProblem;
  /** What its documents seem to be; none where it has no text. */
  shapes(): readonly DocumentShape[];
  /** A remark on how it was decoded. */
  note(): FileProblem | null;
}

function lazyFile(bytes: Buffer): LazyFile {
  let latin1: string | undefined;
  let decoded: ReturnType<typeof decode> | undefined;
  let made: SourceFile | FileProblem | undefined;
  const start = { start: 0, end: 0 };
  const file = () => {
    decoded ??= decode(bytes, latin1);
    made ??=
      decoded.is === 'text'
        ? sourceFile(decoded.text)
        : sourceFile('').problem('file-binary', decoded.because, start);
    return made;
  };
  return {
    latin1() {
      latin1 ??= bytes.toString('latin1');
      return latin1;
    },
    file,
    shapes() {
      const source = file();
      return 'is' in source ? [] : source.parse(documentShapes);
    },
    note() {
      return decoded?.is === 'text' && decoded.note
        ? sourceFile('').problem('encoding-assumed', decoded.note, start)
        : null;
    },
  };
}

// Fifty times what the largest of real files says: a short line with a matrix can stand for 256 references.
const mostFacts = 10_000;
// A lockfile says one thing with each of its entries, none of which is shorter than a line; 5 MB of them hold 12,000.
const mostLocked = 50_000;

// Nobody reads more about one file, and each of a million lines could be wrong.
const mostProblems = 1_000;
const tooMany = `This file has more than ${mostProblems} problems; the others are left out.`;

const nothing: Reading = { facts: [], problems: [] };

/**
 * A shared name (`*.yaml`) belongs to a format only if a document says so; without its words nothing can matter. Dozens of
 * formats share such a name, so the documents are judged once, before each of them would look for its words.
 */
function readAs({ extractor, format }: Candidate, lazy: LazyFile): Reading {
  if (format.begins && !format.begins.test(lazy.latin1().slice(0, headLength))) return null;
  if (format.claims) {
    const shapes = lazy.shapes();
    if (!shapes.some((shape) => format.claims?.(shape)) || !wordScan(format)(lazy.latin1())) return null;
  } else if (!wordScan(format)(lazy.latin1())) return nothing;
  const file = lazy.file();
  if ('is' in file) return format.claims ? null : { facts: [], problems: [file] };
  const facts: Fact[] = [];
  const most = format.role === 'lockfile' ? mostLocked : mostFacts;
  // By what they say: a file's structure and a value in it may both stumble over the same characters.
  const problems = new Map<string, FileProblem>();
  const add = (found: FileProblem) => {
    if (problems.size < mostProblems)
      problems.set(`${found.place.start}:${found.place.end} ${found.code} ${found.message}`, found);
    else if (!problems.has(tooMany))
      problems.set(tooMany, file.problem('limit-reached', tooMany, found.place));
  };
  const note = lazy.note();
  if (note) add(note);
  try {
    for (const item of format.read(file)) {
      if (isProblem(item)) add(item);
      else if (facts.length < most) facts.push(item);
      else {
        const message = `Only the first ${most} things that this file says are read.`;
        add(file.problem('limit-reached', message, item.place));
        break;
      }
    }
  } catch (cause) {
    add(file.problem('tool-defect', `The ${extractor.id} extractor failed: ${cause}`, { start: 0, end: 0 }));
  }
  return { facts, problems: [...problems.values()] };
}

const scans = new WeakMap<Format, WordScan>();

function wordScan(format: Format): WordScan {
  const scan = scans.get(format) ?? compileWords(format.words);
  scans.set(format, scan);
  return scan;
}

function isProblem(item: Fact | FileProblem): item is FileProblem {
  return item.is === 'problem';
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
function access({ root, files, links }: ClaimedScan): Pick<ReadScan, 'has' | 'file' | 'list'> {
  const paths = new Set([...files, ...links].map(({ path }) => path));
  const texts = new Map<string, SourceFile | undefined>();
  function file(path: string): SourceFile | undefined {
    if (texts.has(path)) return texts.get(path);
    const outcome = readFileInside(root, path);
    const decoded = outcome.is === 'bytes' ? decode(outcome.bytes) : undefined;
    const found = decoded?.is === 'text' ? sourceFile(decoded.text) : undefined;
    texts.set(path, found);
    return found;
  }
  return { has: (path) => paths.has(path), file, list: (path) => listInside(root, path) };
}
