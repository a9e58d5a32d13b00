import { openRoot } from '../discover/index.ts';
import type { LinkedScan } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import type { Location } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { isResolved, type ResolveMeans, resolve } from '../resolve/resolve.ts';
import { discoverInside } from './discover-inside.ts';
import type { CopyScan } from './expand.ts';
import { linkCopy } from './link-copy.ts';

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
  const heldAt = from.heldAt ?? from.at;
  const fetched = (await means.lookup.fetch?.(from)) ?? { is: 'nothing' };
  if (fetched.is === 'nothing') return { occurrences: [], problems: [], isWhole: null };
  if (fetched.is === 'unanswered') {
    const message = `What ${from.name} holds could not be asked for. ${fetched.because}`;
    return { occurrences: [], problems: [problem('lookup-unanswered', message, heldAt)], isWhole: null };
  }
  const within = from.subpath ?? '';
  // A part of it is named by whoever is scanned, and may lead anywhere.
  const found = discoverInside(openRoot(fetched.directory), within);
  const linked = linkCopy(from, found, within, extractors, means);
  const scanned = await resolve(moved(linked, from, heldAt), { ...means, usage: () => from.usage });
  const refused = fetched.refused.map((because) =>
    problem('limit-reached', `Not all that ${from.name} holds was read. ${because}`, heldAt),
  );
  return {
    occurrences: scanned.occurrences,
    problems: [...scanned.problems, ...refused],
    isWhole: refused.length === 0 && linked.isWhole,
  };
}

function moved(linked: LinkedScan, from: ResolvedOccurrence, heldAt: Location): LinkedScan {
  const inside = (at: Location): Location => ({ ...at, path: `${from.key}!/${at.path}` });
  return {
    ...linked,
    // Nothing of it is written in the repository, so that nothing can be edited there.
    occurrences: linked.occurrences.map((occurrence) => ({
      ...occurrence,
      at: inside(occurrence.at),
      via: occurrence.via.map(inside),
      slots: [],
      heldAt,
    })),
    problems: linked.problems.map((one): Problem => {
      const where = one.location ? ` (${one.location.path}:${one.location.line})` : '';
      return { ...one, message: `In ${from.name}${where}: ${one.message}`, location: heldAt };
    }),
  };
}
