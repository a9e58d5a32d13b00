import { type ClaimedScan, claim } from '../discover/claim.ts';
import {
  compileGlobs,
  type Discovered,
  type DiscoveredFile,
  followLink,
  type Root,
} from '../discover/index.ts';
import { type LinkedScan, link } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import { compareText, locate } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { effectOf, problem } from '../model/problem.ts';
import { onceForEach } from '../once-for-each.ts';
import { readFiles } from '../read/read.ts';
import type { Expanding } from './copy-scan.ts';
import { discoverInside } from './discover-inside.ts';

// Whoever uses a component uses neither its examples and tests nor what its authors build it with.
const isOfItsAuthors = compileGlobs([
  '**/{ci,example,examples,test,tests,fixtures,testdata,docs}/**',
  '**/.*/**',
]).some;

/** A copy whose facts are joined to occurrences. */
export interface LinkedCopy extends LinkedScan {
  /** Whether all that it uses is named; `null` where nobody can know: nothing in it is read, or it bundles more. */
  readonly isWhole: boolean | null;
}

/** The files that lie in a directory beside a copy, which its modules may use: `source = "../network"`. */
export type Beside = (path: string) => readonly DiscoveredFile[];

/** How far a copy is looked into. */
export interface CopyLimits {
  readonly beside?: Beside;
  /** Asked of each file that somebody reads, in their order; what may not be read is told. */
  readonly mayRead?: (path: string) => boolean;
}

// A module and those that it uses, in as many steps, are a design; more are an attack.
const maxSteps = 8;

/** The extractors that a kind names: always the same list, whose patterns are compiled once for all copies. */
const readersOf = onceForEach((extractors: readonly Extractor[]) =>
  onceForEach((own: readonly string[]): readonly Extractor[] =>
    extractors.filter(({ id }) => own.includes(id)),
  ),
);

/**
 * Reads and links what of a copy matters to whoever uses the component, by the extractors that its kind names; what it uses
 * beside itself is a part of it.
 */
export function linkCopy(
  { kind, ref }: ResolvedOccurrence,
  found: Discovered,
  within: string,
  { extractors, means: { kinds } }: Pick<Expanding, 'extractors' | 'means'>,
  { beside = () => [], mayRead = () => true }: CopyLimits = {},
): LinkedCopy {
  const own = kinds.get(kind)?.contents;
  const readers = own === undefined ? extractors : readersOf(extractors)(own);
  const start = within === '' ? 0 : within.length + 1;
  let files = found.files.filter(({ path }) => !isOfItsAuthors(path.slice(start)));
  const asked = new Set<string>();
  for (let steps = 0; ; steps += 1) {
    const claimed = affordable(claim({ ...found, files }, readers), mayRead);
    const linked = link(readFiles(claimed, { cache: null }), ref);
    const used = steps < maxSteps ? linked.missing.filter((path) => !asked.has(path)) : [];
    for (const path of used) asked.add(path);
    const more = used.flatMap(beside);
    if (more.length === 0) return { ...linked, isWhole: wholeOf(linked, ref, claimed.claimed.length > 0) };
    files = [...files, ...more].sort((a, b) => compareText(a.path, b.path));
  }
}

function affordable(scan: ClaimedScan, mayRead: (path: string) => boolean): ClaimedScan {
  const claimed = scan.claimed.filter(({ path }) => mayRead(path));
  const left = scan.claimed.find((file, index) => claimed[index] !== file);
  if (left === undefined) return scan;
  const more = scan.claimed.length - claimed.length - 1;
  const message = `Copies have more to read than a scan takes: this file was left out${more === 0 ? '' : `, and ${more} more`}.`;
  return {
    ...scan,
    claimed,
    problems: [...scan.problems, problem('limit-reached', message, locate(left.path))],
  };
}

/** Finds files of directories beside a copy that `mayBe` a part of it; what is none is found by nobody. */
export function besideIn(root: Root, mayBe: (path: string) => boolean): Beside {
  return (used) => {
    const path = used === '.' ? '' : used;
    const target = followLink(root, path);
    const isDirectory = target.is === 'inside' && target.type === 'directory' && target.path === path;
    if (!isDirectory || !mayBe(used)) return [];
    const start = path === '' ? 0 : path.length + 1;
    // A module is one directory: what lies below it are others.
    return discoverInside(root, path).files.filter((file) => !file.path.includes('/', start));
  };
}

/** A copy whose files name nothing has no unit. */
function wholeOf({ whole, problems }: LinkedScan, ref: string, isReadable: boolean): boolean | null {
  const isRead = problems.every((problem) => effectOf(problem) !== 'unread');
  if (whole.has(ref)) return whole.get(ref) ?? null;
  return isRead && !isReadable ? null : isRead;
}
