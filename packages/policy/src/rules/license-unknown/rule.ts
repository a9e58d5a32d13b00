import type { JudgedComponent, Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import { coversKey } from '../../key-pattern.ts';
import { crossesBorder } from '../../licenses/border.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';

const Options = z.strictObject({
  /** Kinds and key patterns that are not asked about. */
  except: z._default(z.array(z.string()), ['os-package']),
});
type Options = z.infer<typeof Options>;

/** Reports what has no concluded licence; a component that is not known itself is a problem of the scan instead. */
export const licenseUnknown = {
  id: 'license-unknown',
  title: 'Nobody can say under which licence a component stands.',
  subject: 'component',
  defaultLevel: 'warning',
  options: Options,
  *check(component: JudgedComponent, { except }: Options): Iterable<Violation> {
    const { verdict, occurrences, key, license } = component;
    if (verdict.is !== 'unknown' || except.some((pattern) => coversKey(pattern, key))) return;
    // Which component it is could not be read: `unresolved-reference` says so, with its place.
    if (occurrences.every(({ unresolved }) => unresolved === 'name')) return;
    // `license-range-crosses-border` speaks of these, and where each of them is allowed nobody has to.
    if (crossesBorder(component) && !(license.gap !== undefined && isAllowed(component))) return;
    yield {
      message: `No licence is known for ${named(component)}. ${verdict.because.replaceAll(key, 'it')}`,
      remedy:
        'Read the licence where the component comes from, and write it under "curations" of the policy. Where nobody can say it, accept that in a waiver, or replace the component.',
      locations: placesOf(component),
    };
  },
} as const satisfies PolicyRule<Options>;

/** Whether the policy allows each licence that is known of the admitted versions. */
function isAllowed({ verdict: { ranges = [] } }: JudgedComponent): boolean {
  return ranges.every(({ is }) => is === 'allowed');
}
