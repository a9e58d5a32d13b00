import { readFileSync } from 'node:fs';

/** Reads a file of one JSON value a line. */
export function readLines<T>(path: string): readonly T[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): T => JSON.parse(line));
}
