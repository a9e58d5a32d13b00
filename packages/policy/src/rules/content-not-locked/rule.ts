import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, quotable } from '../../wording.ts';

/** Reports references that the repository's lock of contents has no entry for. */
export const contentNotLocked = {
  id: 'content-not-locked',
  title: 'The lock of contents has no entry for what is asked for.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    const { content, requested } = occurrence;
    if (content?.says !== 'silent') return;
    const lock = quotable(content.path);
    const asked = requested === null ? '' : ` by "${quotable(requested)}"`;
    yield {
      message:
        content.version === undefined
          ? `${quotable(component.name)} is asked for${asked}, and ${lock} has no entry for that.`
          : `${named(component)} is what is asked for${asked}, and ${lock} has an entry for ${quotable(content.version)}.`,
      remedy:
        'Have its content locked ("fineprint pin --lock --online --write"), or pin it by commit or digest.',
      locations: [placeInRepository(occurrence)],
      mendedBy: 'commit',
    };
  },
} as const satisfies PolicyRule<NoOptions>;
