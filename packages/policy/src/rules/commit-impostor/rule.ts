import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';

/** Reports commits that no branch and no tag of the repository leads to which they are named of. */
export const commitImpostor = {
  id: 'commit-impostor',
  title: 'A commit is on no branch and no tag of the repository that it is named of.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    if (occurrence.upstream?.isReachable !== false || component.commit === null) return;
    const name = quotable(component.name);
    yield {
      message: `No branch and no tag of ${name} leads to the commit ${component.commit}: it may come from a fork, whose commits are served under the name of the original too, or from a branch that is gone.`,
      remedy: `Find out where the commit comes from, and name one that a release of ${name} leads to.`,
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;
