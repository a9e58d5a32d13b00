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
 * Of what nothing pins where its tool then takes the newest, and of what asks for the newest by its name (`latest`, the
 * main branch), the newest is meant: what stood in old releases does not matter. A version that could not be evaluated
 * has no pin at all.
 */
export function rangesMeant(query: Pinned, ranges: readonly FactRange[]): readonly FactRange[] {
  if (!isNewest(query)) return ranges;
  const newest = ranges.filter(({ versions }) => parseFactVersions(versions).some(({ to }) => to === null));
  return newest.length === ranges.length ? ranges : newest.map(asNewest);
}

/** By custom the name is moved with each release; nobody looked whether it was. */
function asNewest(range: FactRange): FactRange {
  const note = [range.note, 'Its newest release is meant.'].filter((one) => one !== null).join(' ');
  return { ...range, note, extent: range.extent === 'beyond' ? 'beyond' : 'assumed' };
}

const references = /^refs\/heads\//;
// Also with a variant: `latest-alpine`.
const newest = /^(?:latest|HEAD|main|master|edge|nightly|canary|rolling)(?![^-_])/;

function isNewest({ key, requested, pin }: Pinned): boolean {
  if (pin === 'none' && meansNewest(key.slice(0, key.indexOf(':')))) return true;
  return (pin === 'tag' || pin === 'branch') && newest.test(requested?.replace(references, '') ?? '');
}
