import { pathsAmong } from '../discover/paths-among.ts';
import { compareText } from '../model/location.ts';
import { effectOf, type Problem } from '../model/problem.ts';

/** What tells whether a unit was read as a whole. */
export interface PartlyRead {
  readonly ref: string;
  /** Paths of its files that were read. */
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
  /** Paths of the first-party parts that it uses. */
  readonly uses: readonly string[];
  readonly bundles: boolean;
}

/**
 * Tells of each unit whether all of it was read, and all of the same tree that it uses; `null` of one that was, but bundles
 * what no file names. Several that share a `ref` are one. What they use and the tree does not hold is missing.
 */
export function wholeUnits(
  units: readonly PartlyRead[],
  problems: readonly Problem[],
  files: readonly { readonly path: string }[],
): { readonly whole: ReadonlyMap<string, boolean | null>; readonly missing: readonly string[] } {
  const unread = problems.filter(isUnread).map(({ location }) => location?.path ?? null);
  const broken = new Set(unread);
  const paths = new Set<string | null>(unread.length > 0 ? units.flatMap((unit) => unit.paths) : []);
  // Of a file that is no unit's nobody knows what it would have added to which.
  const isLost = unread.some((path) => !paths.has(path));
  const isThere = pathsAmong(files);
  const missing = new Set<string>();
  const whole = new Map<string, boolean | null>();
  for (const unit of units) {
    const gone = unit.uses.filter((path) => !isThere(path));
    for (const path of gone) missing.add(path);
    const isRead =
      !isLost &&
      gone.length === 0 &&
      !unit.problems.some(isUnread) &&
      !unit.paths.some((path) => broken.has(path));
    const before = whole.get(unit.ref);
    if (!isRead || before === false) whole.set(unit.ref, false);
    else whole.set(unit.ref, unit.bundles || before === null ? null : true);
  }
  return { whole, missing: [...missing].sort(compareText) };
}

function isUnread(problem: Problem): boolean {
  return effectOf(problem) === 'unread';
}
