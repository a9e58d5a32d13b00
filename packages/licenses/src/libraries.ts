import type { CompiledEvidence, FactRange, Facts } from './facts.ts';

/** The compiled facts of libraries: strings that repeat are written once, and each range is a tuple. */
export interface CompiledLibraries {
  readonly format: 'fineprint-libraries/1';
  readonly licenses: readonly string[];
  readonly evidence: readonly CompiledEvidence[];
  readonly sources: readonly string[];
  readonly ranges: readonly CompiledLibraryRange[];
}

/** The name is left empty where it is that of the range before; the numbers are places in the lists. */
export type CompiledLibraryRange = readonly [
  name: string,
  versions: string,
  license: number,
  evidence: number,
  source: number,
  seen?: string,
];

/** The facts of libraries by their name (`npm/lodash`), in lower case; `npm/@types/*` speaks of a whole namespace. */
export interface Libraries {
  rangesOf(name: string): readonly FactRange[] | undefined;
}

/** Reads the compiled facts of libraries; each is unpacked only when it is asked for. */
export function readLibraries(text: string): Libraries {
  const compiled: CompiledLibraries = JSON.parse(text);
  if (compiled.format !== 'fineprint-libraries/1')
    throw new Error('The file holds no compiled facts of libraries.');
  const places = placesOf(compiled.ranges);
  return {
    rangesOf(name) {
      const place = places.get(name);
      if (place === undefined) return undefined;
      const found: FactRange[] = [];
      for (let next = place; next === place || compiled.ranges[next]?.[0] === ''; next += 1) {
        const range = compiled.ranges[next];
        if (range !== undefined) found.push(rangeOf(compiled, range));
      }
      return found;
    },
  };
}

/** Adds the facts of libraries to the others; they are read when the first library is asked for. */
export function withLibraries(facts: Facts, libraries: () => Libraries): Facts {
  const rangesOf = (id: string) =>
    id.startsWith(prefix) ? libraries().rangesOf(id.slice(prefix.length)) : undefined;
  return {
    ...facts,
    rangesOf: (application) => facts.rangesOf(application) ?? rangesOf(application),
    packageOf(key) {
      const found = facts.packageOf(key);
      if (found !== undefined || rangesOf(key) === undefined) return found;
      return {
        application: key,
        covers: 'artifact',
        note: null,
        readIn: null,
        variants: new Map(),
        deploys: null,
      };
    },
  };
}

const prefix = 'library:';

function placesOf(ranges: readonly CompiledLibraryRange[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, [name]] of ranges.entries()) if (name !== '') places.set(name, place);
  return places;
}

function rangeOf(
  { licenses, evidence, sources }: CompiledLibraries,
  [, versions, license, how, source, seen]: CompiledLibraryRange,
): FactRange {
  const [kind = 'memory', verified = 0, extent = 'assumed'] = evidence[how] ?? [];
  const where = sources[source] ?? '';
  const what = extent === 'beyond' ? 'of other versions' : seen;
  return {
    versions,
    license: licenses[license] ?? '',
    evidence: kind,
    verified: verified === 1,
    extent,
    source: what === undefined ? where : `${where} (${what})`,
    note: null,
  };
}
