import { type ContentState, placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, quotable } from '../../wording.ts';

/** Reports references that lead to another content than the repository has locked. */
export const contentLockMismatch = {
  id: 'content-lock-mismatch',
  title: 'A component holds something else than when it was locked.',
  subject: 'occurrence',
  defaultLevel: 'error',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    const { content } = occurrence;
    if (content?.says !== 'disagrees') return;
    yield {
      message: `${named(component)} holds something else than when it was locked: ${difference(content)}.`,
      remedy: `Find out what changed and who changed it before this is used. Where it is meant, pin it by commit or digest, or lock it anew: "fineprint pin --lock --online --write".`,
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;

function difference({ path, locked = '', found, copy, moved }: ContentState): string {
  const commits = moved
    ? `what is asked for led to commit ${quotable(moved.from)} and leads to ${quotable(moved.to)}`
    : null;
  if (found === undefined) return commits ?? 'another one is served';
  const where = copy === undefined ? 'what is served' : `the copy in "${quotable(copy)}"`;
  const hashes = `${quotable(path)} has ${quotable(locked)}, and ${where} has ${quotable(found)}`;
  return commits === null ? hashes : `${hashes}; ${commits}`;
}
