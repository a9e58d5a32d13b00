import type { Fact } from '../model/extractor.ts';
import type { Place } from '../model/location.ts';
import { type FileProblem, problemEffects } from '../model/problem.ts';
import type { Reading } from './read.ts';

/**
 * Readings by the hash of the bytes and the reader. What a user can write, an attacker may have written: an
 * entry counts only if it has the form of a reading and its places lie in the file.
 */
export interface ReadCache {
  /** The cached reading of a file of `size` bytes, or `undefined` where there is none or it is malformed. */
  get(hash: string, reader: string, size: number): Reading | undefined;
  set(hash: string, reader: string, reading: Reading): void;
  /** The entries used by this run, as text to store; `null` if nothing changed. */
  dump(): string | null;
}

type Entries = Map<string, Record<string, unknown>>;

/** Opens a cache from stored text; text of another build, or malformed, is an empty cache. */
export function openReadCache(stored: string | null, build: string): ReadCache {
  const old = parseEntries(stored, build);
  const used: Entries = new Map();
  let changed = false;

  function keep(hash: string, reader: string, reading: unknown): void {
    const entry = used.get(hash);
    if (entry) entry[reader] = reading;
    else used.set(hash, Object.assign(Object.create(null), { [reader]: reading }));
  }

  return {
    get(hash, reader, size) {
      const entry = old.get(hash);
      if (!entry || !Object.hasOwn(entry, reader)) return undefined;
      const reading = entry[reader];
      if (!isReading(reading, size)) return undefined;
      keep(hash, reader, reading);
      return reading;
    },
    set(hash, reader, reading) {
      changed = true;
      keep(hash, reader, reading);
    },
    dump() {
      if (!changed && used.size === old.size) return null;
      return JSON.stringify({ schema, build, entries: Object.fromEntries(used) });
    },
  };
}

const schema = 'fineprint-read-cache/1';

function parseEntries(stored: string | null, build: string): Entries {
  if (stored === null) return new Map();
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch (cause) {
    // A half-written cache is no news to anyone: the files are read again.
    if (cause instanceof SyntaxError) return new Map();
    throw cause;
  }
  if (!isRecord(value) || value.schema !== schema || value.build !== build || !isRecord(value.entries))
    return new Map();
  return new Map(
    Object.entries(value.entries).filter((entry): entry is [string, Record<string, unknown>] =>
      isRecord(entry[1]),
    ),
  );
}

function isReading(value: unknown, size: number): value is Reading {
  if (value === null) return true;
  if (!isRecord(value) || !Array.isArray(value.facts) || !Array.isArray(value.problems)) return false;
  return (
    value.facts.every((fact) => isFact(fact, size)) &&
    value.problems.every((found) => isFileProblem(found, size))
  );
}

function isFact(value: unknown, size: number): value is Fact {
  return (
    isRecord(value) && typeof value.is === 'string' && value.is !== 'problem' && isPlace(value.place, size)
  );
}

function isFileProblem(value: unknown, size: number): value is FileProblem {
  return (
    isRecord(value) &&
    value.is === 'problem' &&
    typeof value.code === 'string' &&
    Object.hasOwn(problemEffects, value.code) &&
    typeof value.message === 'string' &&
    isPlace(value.place, size)
  );
}

/** A text has no more code units than bytes, and no more lines than code units. */
function isPlace(value: unknown, size: number): value is Place {
  if (!isRecord(value)) return false;
  const { start, end, line, column, endLine, endColumn } = value;
  return (
    isWithin(start, 0, size) &&
    isWithin(end, Number(start), size) &&
    [line, column, endLine, endColumn].every((number) => isWithin(number, 1, size + 1))
  );
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
