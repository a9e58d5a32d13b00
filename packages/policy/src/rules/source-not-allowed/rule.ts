import { isAtLeast, placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { coversKey, kindOfPattern, mostSpecific } from '../../key-pattern.ts';
import type { PolicyRule } from '../../rule.ts';
import { Sources } from '../../sources.ts';
import { named } from '../../wording.ts';

/** Reports references to places that the section `sources` does not allow, and git references that say too little. */
export const sourceNotAllowed = {
  id: 'source-not-allowed',
  title: 'A component comes from a place that the policy does not allow.',
  subject: 'occurrence',
  defaultLevel: 'error',
  options: Sources,
  section: 'sources',
  *check({ occurrence, component }: Subjects['occurrence'], sources: Sources): Iterable<Violation> {
    // Which component it is could not be read: `unresolved-reference` says so, with its place.
    if (occurrence.unresolved === 'name') return;
    const locations = [placeInRepository(occurrence)] as const;
    const because = refusal(component.key, sources);
    if (because !== null) {
      yield {
        message: `${named(component)} comes from where this policy does not allow it: ${because}`,
        remedy:
          'Take it from a place that "sources.allow" names, or have this one looked at and named there.',
        locations,
      };
      return;
    }
    const { git } = sources;
    const { requestedAs, pin } = occurrence;
    if (git === undefined || requestedAs !== 'git-ref' || pin === null || isAtLeast(pin, git)) return;
    yield {
      message: `${named(component)} comes from git by a ${pin}; the policy asks for at least a ${git} ("sources.git").`,
      remedy: `Name the ${git} that is wanted in place of the ${pin}.`,
      locations,
    };
  },
} as const satisfies PolicyRule<Sources>;

/** Says why a key is not allowed, or nothing where it is. The most specific pattern decides, and among equals that of `deny`. */
function refusal(key: string, { allow, deny }: Sources): string | null {
  const [allowed, denied] = [mostSpecific(allow, key), mostSpecific(deny, key)];
  if (denied !== null && mostSpecific([denied, allowed ?? denied], key) === denied)
    return `"sources.deny" names ${denied}.`;
  if (allowed !== null) return null;
  const kind = key.slice(0, key.indexOf(':'));
  const closing = allow.find((pattern) => kindOfPattern(pattern) === kind || coversKey(pattern, kind));
  return closing === undefined
    ? null
    : `"sources.allow" names ${closing} and others of its kind, and not this one.`;
}
