import type { Fact } from '../model/extractor.ts';
import type { Place } from '../model/location.ts';
import { type FileProblem, problemEffects } from '../model/problem.ts';
import type { Reading } from './read-as.ts';

/** Whether what a cache holds has the form of a reading of a file of `size` bytes. */
export function isReading(value: unknown, size: number): value is Reading {
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
