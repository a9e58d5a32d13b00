import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { intersect, parseVersion, printVersions, subtract } from '@fineprint/core';
import { readLines } from './read-lines.ts';
import type { CompiledEvidence, FactEvidence } from './src/facts.ts';
import type { CompiledLibraries, CompiledLibraryRange } from './src/libraries.ts';
import { parseFactVersions } from './src/versions/fact-versions.ts';

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
  /** Whether it is about versions that nobody saw, older or newer than those that were seen. */
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
    .flatMap(seenAndBeyond)
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

/** Where texts were read, only what lies between the first and the last of them was; the rest of the range is assumed. */
function seenAndBeyond(line: LibraryLine): readonly LibraryLine[] {
  const [first, last] = [parseVersion(line.seen?.[0] ?? ''), parseVersion(line.seen?.at(-1) ?? '')];
  if (line.evidence !== 'snapshot' || line.complete || first === null || last === null) return [line];
  const set = parseFactVersions(line.versions);
  const bounds = { from: { version: first, inclusive: true }, to: { version: last, inclusive: true } };
  const { seen: _seen, ...rest } = line;
  const others = printVersions(subtract(set, [bounds]));
  const seen = { ...line, versions: printVersions(intersect(set, [bounds])) };
  return others === '' ? [seen] : [seen, { ...rest, versions: others, beyond: true }];
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
