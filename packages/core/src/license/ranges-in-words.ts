import type { LicenseRange } from '../model/component.ts';
import { everyVersion, parseVersions, printVersions, subtract, versionsInWords } from '../versions/index.ts';
import { listed } from './because.ts';

/** Says which versions stand under which license: `MPL-2.0 before 1.6.0 and BUSL-1.1 from 1.6.0`. */
export function rangesInWords(ranges: readonly Range[]): string {
  const borders = withoutRepeats(ranges);
  const told = borders.slice(0, mostTold).map(rangeInWords);
  const more = borders.length - told.length;
  return listed(more > 0 ? [...told, `${more} more`] : told);
}

type Range = Pick<LicenseRange, 'expression' | 'versions'>;

/** Neighbours under one license are one range: only the evidence for them differs. */
export function withoutRepeats(ranges: readonly Range[]): readonly Range[] {
  const runs: { readonly expression: string; readonly versions: string[] }[] = [];
  for (const { expression, versions } of ranges) {
    const last = runs.at(-1);
    if (last?.expression === expression) last.versions.push(versions);
    else runs.push({ expression, versions: [versions] });
  }
  return runs.map(({ expression, versions }) => ({ expression, versions: union(versions) }));
}

function union(all: readonly string[]): string {
  const [first = '', ...others] = all;
  if (others.length === 0) return first;
  const sets = all.map(parseVersions).filter((set) => set !== null);
  if (sets.length < all.length) return all.join(' or ');
  const left = sets.reduce((rest, set) => subtract(rest, set), everyVersion);
  return printVersions(subtract(everyVersion, left));
}

/** Says under which license one range stands: `BUSL-1.1 for 1.5.13 to 1.5.x`. */
export function rangeInWords({ expression, versions }: Range): string {
  const words = versionsInWords(versions);
  const held = expression === 'NONE' ? 'no licence' : expression;
  return phrase.test(words) ? `${held} ${words}` : `${held} for ${words}`;
}

// A sentence with more of them is read by nobody; the report has all.
const mostTold = 8;
const phrase = /^(?:from|after|up to|before) /;
