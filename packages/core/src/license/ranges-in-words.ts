import type { LicenseRange } from '../model/component.ts';
import { versionsInWords } from '../versions/index.ts';
import { listed } from './because.ts';

/** Says which versions stand under which license: `MPL-2.0 before 1.6.0 and BUSL-1.1 from 1.6.0`. */
export function rangesInWords(ranges: readonly Pick<LicenseRange, 'expression' | 'versions'>[]): string {
  const told = ranges.slice(0, mostTold).map(rangeInWords);
  const more = ranges.length - told.length;
  return listed(more > 0 ? [...told, `${more} more`] : told);
}

/** Says under which license one range stands: `BUSL-1.1 for 1.5.13 to 1.5.x`. */
export function rangeInWords({
  expression,
  versions,
}: Pick<LicenseRange, 'expression' | 'versions'>): string {
  const words = versionsInWords(versions);
  const held = expression === 'NONE' ? 'no license' : expression;
  return phrase.test(words) ? `${held} ${words}` : `${held} for ${words}`;
}

// A sentence with more of them is read by nobody; the report has all.
const mostTold = 8;
const phrase = /^(?:from|after|up to|before) /;
