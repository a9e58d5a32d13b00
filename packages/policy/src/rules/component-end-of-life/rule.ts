import type { JudgedComponent, Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import { coversKey } from '../../key-pattern.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';
import { releaseOf } from './releases.ts';

const Options = z.strictObject({
  /** Kinds and key patterns that are not asked about. */
  except: z._default(z.array(z.string()), []),
});
type Options = z.infer<typeof Options>;

/** Reports components of a release that its makers no longer mend on the day of the scan. */
export const componentEndOfLife = {
  id: 'component-end-of-life',
  title: 'A component is of a release that its makers no longer mend.',
  subject: 'component',
  defaultLevel: 'warning',
  options: Options,
  *check(component: JudgedComponent, { except }: Options, asOf: string): Iterable<Violation> {
    const release = releaseOf(component);
    if (release === null || release.end === null || release.end >= asOf.slice(0, 10)) return;
    if (except.some((pattern) => coversKey(pattern, component.key))) return;
    const { product, cycle, end } = release;
    const when = end.startsWith('0000') ? 'has ended' : `ended on ${end}`;
    yield {
      message: `${named(component)} is of ${product} ${cycle}, whose support ${when}.`,
      remedy: 'Move to a release that is still mended, or have somebody who sells longer support mend it.',
      locations: placesOf(component),
    };
  },
} as const satisfies PolicyRule<Options>;
