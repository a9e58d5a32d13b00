import type { FileStamp } from '../discover/index.ts';
import { findCredentials } from '../parse/reference/index.ts';
import { isReading } from './cached-reading.ts';
import type { Reading } from './read.ts';

/**
 * Readings by the hash of the bytes and the reader. What a user can write, an attacker may have written: an
 * entry counts only if it has the form of a reading and its places lie in the file.
 */
export interface ReadCache {
  /** The cached reading of a file of `size` bytes, or `undefined` where there is none or it is malformed. */
  get(hash: string, reader: string, size: number): Reading | undefined;
  /** Keeps a reading, unless a credential is in it. */
  set(hash: string, reader: string, reading: Reading): void;
  /** Whether an earlier scan left a stamp of this path. */
  hasStamp(path: string): boolean;
  /** The hash of the bytes that an earlier scan read at a path, if the stamp says that they are the same still. */
  hashOf(path: string, stamp: FileStamp): string | undefined;
  /** Notes which bytes a file with this stamp has, unless it was changed too recently to be sure. */
  stamp(path: string, stamp: FileStamp, hash: string): void;
  /** The entries used by this run, as text to store; `null` if nothing changed. */
  dump(): string | null;
}

type Stamp = readonly [stamp: string, hash: string];

// A clock may tick every other second (FAT), and a change within one tick leaves no trace in a stamp.
const leastAgeMs = 4_000;

/** Opens a cache from stored text; text of another build, or malformed, is an empty cache. `nowMs` is when the scan begins. */
export function openReadCache(stored: string | null, build: string, nowMs: number): ReadCache {
  const old = parseStored(stored, build);
  const used = new Map<string, Record<string, unknown>>();
  const stamps = new Map<string, Stamp>();
  let changed = false;

  function keep(hash: string, reader: string, reading: unknown): void {
    const entry = used.get(hash);
    if (entry) entry[reader] = reading;
    else used.set(hash, Object.assign(Object.create(null), { [reader]: reading }));
  }

  return {
    get(hash, reader, size) {
      const entry = old.entries.get(hash);
      if (!isRecord(entry) || !Object.hasOwn(entry, reader)) return undefined;
      const reading = entry[reader];
      if (!isReading(reading, size)) return undefined;
      keep(hash, reader, reading);
      return reading;
    },
    set(hash, reader, reading) {
      // A file that holds a credential is read again each time: no copy of it is left behind.
      if (reading && findCredentials(JSON.stringify(reading)).length > 0) return;
      changed = true;
      keep(hash, reader, reading);
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
      if (!changed && used.size === old.entries.size && stamps.size === old.stamps.size) return null;
      const [entries, files] = [Object.fromEntries(used), Object.fromEntries(stamps)];
      return JSON.stringify({ schema, build, entries, files });
    },
  };
}

const schema = 'fineprint-read-cache/2';

interface Stored {
  readonly entries: ReadonlyMap<string, unknown>;
  readonly stamps: ReadonlyMap<string, unknown>;
}

const nothing: Stored = { entries: new Map(), stamps: new Map() };

function parseStored(stored: string | null, build: string): Stored {
  if (stored === null) return nothing;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch (cause) {
    // A half-written cache is no news to anyone: the files are read again.
    if (cause instanceof SyntaxError) return nothing;
    throw cause;
  }
  if (!isRecord(value) || value.schema !== schema || value.build !== build) return nothing;
  if (!isRecord(value.entries) || !isRecord(value.files)) return nothing;
  return { entries: new Map(Object.entries(value.entries)), stamps: new Map(Object.entries(value.files)) };
}

function isStamp(value: unknown): value is Stamp {
  return (
    Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
