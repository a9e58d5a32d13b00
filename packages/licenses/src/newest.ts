import type { FactRange } from './facts.ts';
import { meansNewest } from './keys.ts';
import { parseFactVersions } from './versions/fact-versions.ts';

/** What is known of how a component is pinned, as the model of core says it. */
export interface Pinned {
  readonly key: string;
  readonly requested: string | null;
  readonly pin?: string | null;
}

/**
 * Of a repository or a file of it that nothing pins, or that is taken from the main branch, the newest state is meant:
 * what stood in old releases does not matter. A version that could not be evaluated has no pin at all.
 */
export function rangesMeant(query: Pinned, ranges: readonly FactRange[]): readonly FactRange[] {
  if (!isNewest(query)) return ranges;
  return ranges.filter(({ versions }) => parseFactVersions(versions).some(({ to }) => to === null));
}

const mainBranches: ReadonlySet<string> = new Set([
  'HEAD',
  'main',
  'master',
  'refs/heads/main',
  'refs/heads/master',
]);

function isNewest({ key, requested, pin }: Pinned): boolean {
  if (!meansNewest(key.slice(0, key.indexOf(':')))) return false;
  return pin === 'none' || (pin === 'branch' && requested !== null && mainBranches.has(requested));
}
