import type { BuiltImage, Extractor, Tree, UnitFiles } from '../model/extractor.ts';
import { compareLocations, compareText, type Location, locate } from '../model/location.ts';
import type { LinkedOccurrence, Occurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { type Unit, unitRef } from '../model/unit.ts';
import type { Ecosystem, ReadScan } from '../read/read.ts';
import { builtImages } from './built-images.ts';
import { installedProgram } from './installed-program.ts';
import { ownRepository } from './own-repository.ts';
import { ownersOf } from './owners.ts';
import { lengthProblem } from './reference-length.ts';
import { wholeUnits } from './whole.ts';

/** A scan whose facts are joined to occurrences. */
export interface LinkedScan extends Omit<ReadScan, 'ecosystems'> {
  readonly occurrences: readonly LinkedOccurrence[];
  readonly units: readonly Unit[];
  /** From a unit's `ref` to the `ref`s of the first-party units that it uses. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** Of units, and of components whose copy was looked into, whether all that they use directly is named; `null` where nobody can know. */
  readonly whole: ReadonlyMap<string, boolean | null>;
  /** Paths of first-party parts that units use, and that are not among the files. */
  readonly missing: readonly string[];
}

/** The joined facts of one unit. */
interface LinkedUnit {
  readonly ref: string;
  readonly ecosystem: string;
  readonly kind: string;
  readonly path: string;
  /** Paths of its own files. */
  readonly paths: readonly string[];
  /** Whether its extractor reads the file at a path. */
  readonly reads: (path: string) => boolean;
  readonly uses: readonly string[];
  readonly bundles: boolean;
  readonly occurrences: readonly Occurrence[];
  readonly built: readonly BuiltImage[];
  readonly problems: readonly Problem[];
}

/** Joins the facts of every unit to occurrences. `within` is the `ref` of the component whose copy is scanned. */
export function link(read: ReadScan, within: string | null = null): LinkedScan {
  const { ecosystems, ...scan } = read;
  const room = { occurrences: mostOccurrences };
  const remote = within === null ? (read.git?.remote ?? null) : null;
  const linking = { read, within, room, isOwn: ownRepository(remote), remote };
  const linked = withoutBuilt(ecosystems.flatMap((ecosystem) => linkEcosystem(ecosystem, linking)));
  const owners = within === null ? ownersOf(read) : () => [];
  return {
    ...scan,
    occurrences: distinctOccurrences(linked, within),
    units:
      within === null
        ? linked
            .filter(isInUse)
            .map(({ ref, kind, path }) => ({ ref, kind, path, owners: owners(path) }))
            .sort((a, b) => compareText(a.ref, b.ref))
        : [],
    uses: within === null ? usesBetween(linked) : new Map(),
    ...wholeUnits(linked, scan.problems, scan.files),
    problems: [...scan.problems, ...linked.flatMap(({ problems }) => problems)],
  };
}

function withoutBuilt(linked: readonly LinkedUnit[]): readonly LinkedUnit[] {
  const isBuilt = builtImages(linked.flatMap(({ built }) => built));
  return linked.map((unit) => ({
    ...unit,
    occurrences: unit.occurrences.filter((occurrence) => !isBuilt(occurrence)),
  }));
}

// Fifty times what the largest of real repositories name, as a whole and in one unit.
const mostOccurrences = 100_000;
const mostInUnit = 10_000;
// A lockfile names everything that is needed in turn, and says each with a text of its own.
const mostInLockfiles = 50_000;

interface Linking {
  readonly read: ReadScan;
  readonly within: string | null;
  /** How many more occurrences the scan may have. */
  readonly room: { occurrences: number };
  /** What comes from the scanned repository itself is first-party. */
  readonly isOwn: (occurrence: Occurrence) => boolean;
  readonly remote: string | null;
}

function linkEcosystem({ extractor, units }: Ecosystem, linking: Linking): readonly LinkedUnit[] {
  const { read, remote } = linking;
  const byPath = new Map(units.map((unit) => [unit.path, unit]));
  const tree: Tree = {
    units,
    unit: (path) => byPath.get(path),
    remote,
    submodules: read.submodules,
    has: (path) => read.has(path),
    list: (path) => read.list(path),
    file: (path) => read.file(path),
  };
  const paths = new Set(units.flatMap(({ files }) => files.map(({ path }) => path)));
  const reads = (path: string) => paths.has(path);
  return units.map((unit) => {
    const own = unit.files.map(({ path }) => path);
    return { ...linkUnit(extractor, unit, tree, linking), paths: own, reads };
  });
}

/** A throw costs what the unit had yet to yield; it is our defect, never the repository's. */
function linkUnit(
  extractor: Extractor,
  unit: UnitFiles,
  tree: Tree,
  { within, room, isOwn }: Linking,
): Omit<LinkedUnit, 'paths' | 'reads'> {
  const occurrences: Occurrence[] = [];
  const problems: Problem[] = [];
  const uses: string[] = [];
  const built: BuiltImage[] = [];
  let kind = extractor.id;
  let bundles = false;
  const lockfiles = lockfilesIn(extractor, unit);
  const counts = { locked: 0, named: 0 };
  try {
    for (const item of extractor.link(unit, tree)) {
      if (item.is === 'problem') problems.push(item);
      else if (item.is === 'builds') built.push(item);
      else if (item.is === 'occurrence') {
        const occurrence = isOwn(item) ? null : installedProgram(item, tree);
        if (!occurrence) continue;
        const isLocked = lockfiles.has(item.at.path);
        const most = isLocked ? mostInLockfiles : mostInUnit;
        const left = most - counts[isLocked ? 'locked' : 'named']++;
        const tooMany = numberProblem(unit.path, item.at, left, most, room);
        const refused = tooMany ?? lengthProblem(occurrence);
        if (refused) problems.push(refused);
        else occurrences.push(occurrence);
        if (tooMany) break;
      } else {
        kind = item.kind;
        uses.push(...(item.uses ?? []));
        bundles ||= item.bundles ?? false;
      }
    }
  } catch (cause) {
    const at = unit.files[0] ? locate(unit.files[0].path) : null;
    problems.push(problem('tool-defect', `The ${extractor.id} extractor failed to link: ${cause}`, at));
  }
  const ref = within ?? unitRef(kind, unit.path);
  return { ref, ecosystem: extractor.id, kind, path: unit.path, uses, bundles, occurrences, built, problems };
}

/** The lockfiles of a unit: an occurrence at one of their entries is said there, and nothing makes more of it. */
function lockfilesIn({ formats }: Extractor, { files }: UnitFiles): ReadonlySet<string> {
  const ids = new Set(formats.filter(({ role }) => role === 'lockfile').map(({ id }) => id));
  return new Set(files.filter(({ format }) => ids.has(format)).map(({ path }) => path));
}

/** Counts one more occurrence of a unit, or tells that it has no room for it. */
function numberProblem(
  unit: string,
  at: Location,
  left: number,
  most: number,
  room: Linking['room'],
): Problem | null {
  if (left > 0 && room.occurrences > 0) {
    room.occurrences -= 1;
    return null;
  }
  const what =
    left > 0
      ? `The scan names more than ${mostOccurrences} components`
      : `"${unit}" names more than ${most} components`;
  return problem('limit-reached', `${what}; the rest was left out.`, at);
}

/**
 * The same characters claimed twice for the same kind are one occurrence: extractors stand in order, the more
 * specific first. Within one extractor a place may say several things (a matrix), but none of them twice.
 *
 * An extractor may also fill in what another one's file leaves open (a Compose file passes the base image to a
 * Dockerfile): such a guest adds to what the owner says, and takes the place of what the owner could not resolve.
 */
function distinctOccurrences(
  linked: readonly LinkedUnit[],
  within: string | null,
): readonly LinkedOccurrence[] {
  const owners = new Map<string, string>();
  const filledIn = new Set<string>();
  const saidByOwner = new Set<string>();
  const found = new Map<string, LinkedOccurrence>();
  for (const { ref, ecosystem, reads, occurrences } of linked) {
    for (const occurrence of occurrences) {
      const { at, name, request, digest } = occurrence;
      const place = placeOf(occurrence);
      const identity = JSON.stringify([place, name, request, digest]);
      if (reads(at.path)) {
        if ((owners.get(place) ?? ecosystem) !== ecosystem) continue;
        owners.set(place, ecosystem);
        saidByOwner.add(identity);
      } else if (!occurrence.unresolved) filledIn.add(place);
      if (!found.has(identity)) found.set(identity, { ...occurrence, ecosystem, unit: ref, in: within });
    }
  }
  // What a guest does not know either counts where it is what the owner says.
  const isOpen = (occurrence: LinkedOccurrence, identity: string) => {
    const place = placeOf(occurrence);
    return !filledIn.has(place) && (!owners.has(place) || saidByOwner.has(identity));
  };
  return [...found]
    .filter(([identity, occurrence]) => !occurrence.unresolved || isOpen(occurrence, identity))
    .map(([, occurrence]) => occurrence)
    .sort((a, b) => compareLocations(a.at, b.at) || compareText(a.kind, b.kind));
}

function placeOf({ at, kind }: Occurrence): string {
  return JSON.stringify([at.path, at.start, at.end, kind]);
}

function isInUse({ occurrences, uses }: LinkedUnit): boolean {
  return occurrences.length > 0 || uses.length > 0;
}

function usesBetween(linked: readonly LinkedUnit[]): ReadonlyMap<string, readonly string[]> {
  const refs = new Map(
    linked.filter(isInUse).map(({ ecosystem, path, ref }) => [`${ecosystem}\0${path}`, ref]),
  );
  return new Map(
    linked.map(({ ref, ecosystem, uses }) => {
      const used = uses
        .map((path) => refs.get(`${ecosystem}\0${path}`))
        .filter((found) => found !== undefined);
      return [ref, [...new Set(used)].sort(compareText)];
    }),
  );
}
