import type { BaselineComponent, JudgedComponent, Subjects, Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import { coversKey } from '../../key-pattern.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf, quotable } from '../../wording.ts';

const Options = z.strictObject({
  /** Kinds, or patterns of keys, whose tags are built anew as a matter of course. */
  except: z._default(z.array(z.string()), ['container-image']),
});
type Options = z.infer<typeof Options>;

/** Reports components whose content is another one than the baseline has under the same version. */
export const lockContentChanged = {
  id: 'lock-content-changed',
  title: 'The same version has another content than before.',
  subject: 'change',
  defaultLevel: 'error',
  options: Options,
  *check({ component, before }: Subjects['change'], { except }: Options): Iterable<Violation> {
    if (component.version === null || except.some((pattern) => coversKey(pattern, component.key))) return;
    const same = before.filter(({ version }) => version === component.version);
    const changes = same.map((each) => changeFrom(each, component));
    const [first] = changes;
    // One that is the same, or that cannot be compared, is no witness of a change.
    if (!first || changes.includes(null)) return;
    yield {
      message: `${named(component)} was locked with ${quotable(first.before)} and is now with ${quotable(first.now)}, though a version does not change.`,
      remedy:
        'Find out why before this is installed: compare both with what the publisher says. Where it was published anew on purpose, waive this for the version.',
      locations: placesOf(component),
    };
  },
} as const satisfies PolicyRule<Options>;

interface Change {
  readonly before: string;
  readonly now: string;
}

/** What differs, where something of the same sort is known of both and nothing is the same. */
function changeFrom(before: BaselineComponent, now: JudgedComponent): Change | null {
  if (before.digest !== null && now.digest !== null)
    return before.digest === now.digest ? null : { before: before.digest, now: now.digest };
  if (before.commit !== null && now.commit !== null)
    return before.commit === now.commit ? null : { before: before.commit, now: now.commit };
  const known = new Set(before.hashes);
  if (now.hashes.some((hash) => known.has(hash))) return null;
  for (const hash of now.hashes) {
    const wanted = sortOf(hash);
    const other = before.hashes.find((each) => sortOf(each) === wanted);
    if (wanted !== undefined && other !== undefined) return { before: other, now: hash };
  }
  return null;
}

// Yarn hashes an archive of its own making, by a version and a compression that it says since Yarn 4: `10c0/<hash>`.
const sort = /^(?:yarn:[0-9a-z]+\/|(?!yarn:)[^:]+:)/;

/** What a hash is made of and how; without that nothing is known of it. */
function sortOf(hash: string): string | undefined {
  return sort.exec(hash)?.[0];
}
