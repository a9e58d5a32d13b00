import { nonEmpty, placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { lockedUses, namesOf } from '../../lockfiles.ts';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';

/** Reports a part of the repository whose tools would write a lockfile that git does not have. */
export const lockfileMissing = {
  id: 'lockfile-missing',
  title: 'A lockfile that the tools would write is not in the repository.',
  subject: 'unit',
  defaultLevel: 'note',
  options: NoOptions,
  *check({ uses }: Subjects['unit']): Iterable<Violation> {
    for (const [path, all] of lockedUses(uses)) {
      const open = all.filter(
        ({ occurrence: { lock, usage } }) => lock.says === 'missing' && usage !== 'development',
      );
      if (open.length === 0) continue;
      const lockfile = quotable(path);
      yield {
        message: `${lockfile} is not in the repository, so what ${namesOf(open)} to is chosen anew wherever it is installed.`,
        remedy: `Let the tool write ${lockfile} and commit it; where ".gitignore" names it, take it out there.`,
        locations: nonEmpty(open.slice(0, mostPlaces).map(({ occurrence }) => placeInRepository(occurrence))),
        place: { path, address: '' },
      };
    }
  },
} as const satisfies PolicyRule<NoOptions>;

const mostPlaces = 20;
