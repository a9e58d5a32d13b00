import { hash as hashOfText } from 'node:crypto';
import type { FileStamp } from '../discover/index.ts';
import { findCredentials } from '../parse/reference/index.ts';
import { isReading } from './cached-reading.ts';
import type { Reading } from './read-as.ts';

/**
 * Readings by the hash of the bytes and the reader. What a user can write, an attacker may have written: an
 * entry counts only if it has the form of a reading and its places lie in the file.
 */
export interface ReadCache {
  /** What readers made of a file of `size` bytes by their names, or `undefined` where it is not known or malformed. */
  get(hash: string, readers: readonly string[], size: number): Readings | undefined;
  /** Keeps what readers made of a file, of which most may have had nothing to do with it, unless a credential is in it. */
  set(hash: string, readers: readonly string[], readings: Readings): void;
  /** What was made of a text with this hash for another purpose, in whatever form the cache holds it; `undefined` if nothing. */
  recall(purpose: string, hash: string): unknown;
  /** Keeps what was made of a text for a purpose, unless a credential is in it. */
  remember(purpose: string, hash: string, answer: unknown): void;
  /** Whether an earlier scan left a stamp of this path. */
  hasStamp(path: string): boolean;
  /** The hash of the bytes that an earlier scan read at a path, if the stamp says that they are the same still. */
  hashOf(path: string, stamp: FileStamp): string | undefined;
  /** Notes which bytes a file with this stamp has, unless it was changed too recently to be sure. */
  stamp(path: string, stamp: FileStamp, hash: string): void;
  /** The entries used by this run, as text to store; `null` if nothing changed. */
  dump(): string | null;
}

/** Readings by the names of their readers; a reader whose content a file is not has none. */
export type Readings = ReadonlyMap<string, Reading & {}>;

type Stamp = readonly [stamp: string, hash: string];

// A clock may tick every other second (FAT), and a change within one tick leaves no trace in a stamp.
const leastAgeMs = 4_000;

/**
 * Opens a cache from stored text; text of another build, or malformed, is an empty cache. Without a build nothing of it is ever
 * stored, and it may hold all that was read. `nowMs` is when the scan begins.
 */
export function openReadCache(stored: string | null, build: string | null, nowMs: number): ReadCache {
  const isKept = build !== null;
  const old = parseStored(stored, build);
  const used = new Map<string, Record<string, unknown>>();
  const answers = new Map<string, unknown>();
  const stamps = new Map<string, Stamp>();
  let changed = false;

  function keep(hash: string, asked: string, readings: unknown): void {
    const entry = used.get(hash);
    if (entry) entry[asked] = readings;
    else used.set(hash, Object.assign(Object.create(null), { [asked]: readings }));
  }

  return {
    get(hash, readers, size) {
      const asked = nameOfAll(readers);
      const ofThisRun = used.get(hash);
      const entry = ofThisRun && Object.hasOwn(ofThisRun, asked) ? ofThisRun : old.entries.get(hash);
      if (!isRecord(entry) || !Object.hasOwn(entry, asked)) return undefined;
      const stored = entry[asked];
      if (!isRecord(stored)) return undefined;
      const readings = new Map<string, Reading & {}>();
      for (const [reader, reading] of Object.entries(stored)) {
        if (reading === null || !isReading(reading, size) || !reading) return undefined;
        readings.set(reader, reading);
      }
      keep(hash, asked, stored);
      return readings;
    },
    set(hash, readers, readings) {
      const stored = Object.fromEntries(readings);
      if (isKept && readings.size > 0 && holdsCredential(stored)) return;
      changed = true;
      keep(hash, nameOfAll(readers), stored);
    },
    recall(purpose, hash) {
      const name = `${purpose} ${hash}`;
      const answer = answers.get(name) ?? old.answers.get(name);
      if (answer !== undefined) answers.set(name, answer);
      return answer;
    },
    remember(purpose, hash, answer) {
      if (isKept && holdsCredential(answer)) return;
      changed = true;
      answers.set(`${purpose} ${hash}`, answer);
    },
    hasStamp: (path) => old.stamps.has(path),
    hashOf(path, { text }) {
      const found = old.stamps.get(path);
      if (!isStamp(found) || found[0] !== text) return undefined;
      stamps.set(path, found);
      return found[1];
    },
    stamp(path, { text, changedMs }, hash) {
      if (changedMs > nowMs - leastAgeMs) return;
      changed ||= !stamps.has(path);
      stamps.set(path, [text, hash]);
    },
    dump() {
      const isWhole =
        used.size === old.entries.size &&
        answers.size === old.answers.size &&
        stamps.size === old.stamps.size;
      if (!isKept || (!changed && isWhole)) return null;
      const [entries, files] = [Object.fromEntries(used), Object.fromEntries(stamps)];
      return JSON.stringify({ schema, build, entries, answers: Object.fromEntries(answers), files });
    },
  };
}

/** A file that holds a credential is read again each time: no copy of it is left behind. */
function holdsCredential(answer: unknown): boolean {
  return findCredentials(JSON.stringify(answer)).length > 0;
}

const names = new Map<string, string>();

/** A short name for a list of readers; most files of one ending are asked about by the same dozens. */
function nameOfAll(readers: readonly string[]): string {
  const all = readers.join(' ');
  const known = names.get(all) ?? hashOfText('sha256', all, 'base64').slice(0, 16);
  names.set(all, known);
  return known;
}

const schema = 'fineprint-read-cache/4';

interface Stored {
  readonly entries: ReadonlyMap<string, unknown>;
  readonly answers: ReadonlyMap<string, unknown>;
  readonly stamps: ReadonlyMap<string, unknown>;
}

const nothing: Stored = { entries: new Map(), answers: new Map(), stamps: new Map() };

function parseStored(stored: string | null, build: string | null): Stored {
  if (stored === null || build === null) return nothing;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch (cause) {
    // A half-written cache is no news to anyone: the files are read again.
    if (cause instanceof SyntaxError) return nothing;
    throw cause;
  }
  if (!isRecord(value) || value.schema !== schema || value.build !== build) return nothing;
  const { entries, answers, files } = value;
  if (!isRecord(entries) || !isRecord(answers) || !isRecord(files)) return nothing;
  return {
    entries: new Map(Object.entries(entries)),
    answers: new Map(Object.entries(answers)),
    stamps: new Map(Object.entries(files)),
  };
}

function isStamp(value: unknown): value is Stamp {
  return (
    Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
