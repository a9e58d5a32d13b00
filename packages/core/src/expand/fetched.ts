import { type Discovered, openRoot } from '../discover/index.ts';
import type { Extractor } from '../model/extractor.ts';
import { compareText } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { isResolved, type ResolveMeans, resolve } from '../resolve/resolve.ts';
import { type CopyScan, moved, refusedOf, unreadCopy, withParts } from './copy-scan.ts';
import { discoverInside } from './discover-inside.ts';
import { besideIn, linkCopy } from './link-copy.ts';

/** Whether a look-up is asked for what a component holds: its kind names further ones, and which of them is meant is known. */
export function mayBeFetched(occurrence: ResolvedOccurrence, { lookup, kinds }: ResolveMeans): boolean {
  return (
    lookup.fetch !== undefined && kinds.get(occurrence.kind)?.contents !== undefined && isResolved(occurrence)
  );
}

/**
 * Scans what a look-up fetched. Its places are none in the repository: their paths begin with the component's key, and
 * whatever is told about them is told at the place where the repository names the component.
 */
export async function scanFetched(
  from: ResolvedOccurrence,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<CopyScan> {
  const fetched = (await means.lookup.fetch?.(from)) ?? { is: 'nothing' };
  if (fetched.is === 'nothing') return unreadCopy(null);
  if (fetched.is === 'unanswered') return { ...unreadCopy(null), unanswered: fetched.because };
  const within = from.subpath ?? '';
  // A part of it is named by whoever is scanned, and may lead anywhere.
  const root = openRoot(fetched.directory);
  const found = discoverInside(root, within);
  const left = new Set(fetched.left);
  const limits = { beside: besideIn(root, () => true), mayRead: (path: string) => !left.has(path) };
  const copy = linkCopy(from, withLeft(found, left, within), within, { extractors, means }, limits);
  const prefix = `${from.key}!`;
  const scanned = await resolve(moved(copy, from, prefix), { ...means, usage: () => from.usage });
  const { occurrences, parts } = withParts(from, scanned.occurrences, prefix);
  return {
    // Other copies that lie in it are nowhere in the repository.
    occurrences: occurrences.map(({ contents: _contents, ...occurrence }) => occurrence),
    parts,
    problems: [...scanned.problems, ...refusedOf(from, fetched.refused)],
    isWhole: fetched.refused.length === 0 && copy.isWhole,
  };
}

/** What was left out counts where somebody would have read it, and only there: a program is megabytes that nobody reads. */
function withLeft(found: Discovered, left: ReadonlySet<string>, within: string): Discovered {
  const paths = [...left].filter((path) => within === '' || path.startsWith(`${within}/`));
  const files = paths.map((path) => ({ path, tracked: null, rawPath: null }));
  return { ...found, files: [...found.files, ...files].sort((a, b) => compareText(a.path, b.path)) };
}
