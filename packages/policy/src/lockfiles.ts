import type { OccurrenceSubject, ReportLock, ReportOccurrence } from '@fineprint/core';
import { quotable } from './wording.ts';

/** An occurrence that a lockfile speaks of, or would. */
export interface LockedUse extends OccurrenceSubject {
  readonly occurrence: ReportOccurrence & { readonly lock: ReportLock };
}

/** The uses of a unit by their lockfile; what a fetched component or an archive holds is locked by its own authors. */
export function lockedUses(uses: readonly OccurrenceSubject[]): ReadonlyMap<string, readonly LockedUse[]> {
  return Map.groupBy(uses.filter(isLocked), ({ occurrence }) => occurrence.lock.path);
}

function isLocked(use: OccurrenceSubject): use is LockedUse {
  return use.occurrence.lock !== undefined && use.occurrence.in === null;
}

/** `hashicorp/aws leads`, or `hashicorp/aws and 3 others lead`. */
export function namesOf(uses: readonly LockedUse[], one = 'leads', several = 'lead'): string {
  const names = [...new Set(uses.map(({ component: { name } }) => name))];
  const more = names.length - 1;
  const first = quotable(names[0] ?? '');
  return more === 0 ? `${first} ${one}` : `${first} and ${more} other${more === 1 ? '' : 's'} ${several}`;
}
