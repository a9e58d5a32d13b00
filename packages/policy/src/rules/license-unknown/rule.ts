import { type JudgedComponent, rangesInWords, type Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import { coversKey } from '../../key-pattern.ts';
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
    // A pre-release at a border is one version, and still nobody knows on which side it stands.
    const differs = license.ranges.length > 1 && component.version === null;
    yield {
      message: differs
        ? `${named(component)} admits versions under different licences: ${rangesInWords(license.ranges)}.`
        : `No licence is known for ${named(component)}. ${verdict.because}`,
      remedy: differs
        ? 'Write the exact version that is wanted: the admitted versions stand under different licences.'
        : 'Read the licence where the component comes from, and write it under "curations" of the policy. Where nobody can say it, accept that in a waiver, or replace the component.',
      locations: placesOf(component),
    };
  },
} as const satisfies PolicyRule<Options>;
