import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from './read-lines.ts';
import type { CompiledEvidence, FactEvidence } from './src/facts.ts';
import type { CompiledLibraries, CompiledLibraryRange } from './src/libraries.ts';

/** A line of `facts/libraries/*.jsonl`: the license of a library, or of all in a namespace (`npm/@types/*`). */
export interface LibraryLine {
  /** `<registry>/<package>`, in lower case. */
  readonly library: string;
  readonly versions: string;
  /** An SPDX expression; `NOASSERTION` where the author's words were not understood, which is no fact. */
  readonly license: string;
  /** `snapshot` where the license text itself was read. */
  readonly evidence: FactEvidence;
  readonly source: string;
  /** The first and the last version that was seen itself; those between are assumed. */
  readonly seen?: readonly string[];
  /** Whether every version there is was seen. */
  readonly complete?: true;
  /** Whether it is about versions older than any that was seen. */
  readonly beyond?: true;
}

/** Reads the fact files of libraries. */
export function readLibraryLines(folder: string): readonly LibraryLine[] {
  const files = readdirSync(join(folder, 'libraries')).toSorted();
  return files.flatMap((name) => readLines<LibraryLine>(join(folder, 'libraries', name)));
}

/** Compiles the facts of libraries: each string that repeats is written once. */
export function compileLibraries(lines: readonly LibraryLine[]): CompiledLibraries {
  const licenses = new Places<string>();
  const sources = new Places<string>();
  const evidence = new Places<string>();
  const facts = lines
    .filter(({ license }) => license !== 'NOASSERTION')
    .toSorted(({ library: one }, { library: other }) => (one < other ? -1 : one > other ? 1 : 0));
  const ranges = facts.map((line, index): CompiledLibraryRange => {
    const name = facts[index - 1]?.library === line.library ? '' : line.library;
    const range = [
      name,
      line.versions,
      licenses.of(line.license),
      evidence.of(JSON.stringify(evidenceOf(line))),
      sources.of(line.source),
    ] as const;
    return line.seen === undefined ? range : [...range, line.seen.join(' … ')];
  });
  return {
    format: 'fineprint-libraries/1',
    licenses: licenses.all,
    evidence: evidence.all.map((one): CompiledEvidence => JSON.parse(one)),
    sources: sources.all,
    ranges,
  };
}

function evidenceOf({ evidence, complete, beyond }: LibraryLine): CompiledEvidence {
  const isRead = evidence === 'snapshot' && !beyond;
  return [evidence, isRead ? 1 : 0, complete ? 'every' : beyond ? 'beyond' : 'assumed'];
}

/** Gives each value its place in a list, in the order of first use. */
class Places<T> {
  readonly all: T[] = [];
  readonly #places = new Map<T, number>();

  of(value: T): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    this.#places.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}
