import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, quotable } from '../../wording.ts';

/** Reports references of which the lockfile knows nothing, or for which it chose what is not asked for. */
export const lockfileStale = {
  id: 'lockfile-stale',
  title: 'A lockfile does not fit what is asked for.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    const { lock, requested, unresolved } = occurrence;
    if (occurrence.in !== null || unresolved || (lock?.says !== 'silent' && lock?.says !== 'disagrees'))
      return;
    const lockfile = quotable(lock.path);
    const asked = requested === null ? '' : ` by "${quotable(requested)}"`;
    yield {
      message:
        lock.says === 'silent'
          ? `${quotable(component.name)} is asked for${asked}, and ${lockfile} has no entry for it.`
          : `${lockfile} chose ${named(component)}, and "${quotable(requested ?? '')}" is asked for.`,
      remedy: `Let the tool write ${lockfile} anew and commit it.`,
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;
