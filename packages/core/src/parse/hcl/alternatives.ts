import type { HclValue } from './value.ts';

/** How many values something unknown is said to be one of. */
export const maxAlternatives = 8;

/** Lists what a value may be, where that is known; otherwise the value itself. */
export function alternativesOf(value: HclValue): readonly HclValue[] {
  if (value.is !== 'unknown' || value.alternatives.length === 0) return [value];
  return value.alternatives.slice(0, maxAlternatives);
}
