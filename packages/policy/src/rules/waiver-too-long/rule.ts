import { daysBetween, type ScanSubject, type Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import type { PolicyRule } from '../../rule.ts';
import { addressOfWaiver, namedWaiver, placeOfWaiver } from '../../waiver-wording.ts';

const Options = z.strictObject({
  /** The longest term from today, in days. */
  days: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(36_600)), 366),
});
type Options = z.infer<typeof Options>;

/** Reports waivers that are meant for ever: nobody would look at them again. */
export const waiverTooLong = {
  id: 'waiver-too-long',
  title: 'A waiver holds for longer than the policy lets one.',
  subject: 'scan',
  defaultLevel: 'warning',
  options: Options,
  *check({ waivers, asOf }: ScanSubject, { days }: Options): Iterable<Violation> {
    for (const use of waivers) {
      const { waiver, isApplied } = use;
      const at = placeOfWaiver(use);
      const left = daysBetween(asOf, waiver.expires);
      if (left <= days || !isApplied || at === null) continue;
      yield {
        message: `${namedWaiver(waiver)} holds for ${left} more days, until ${waiver.expires}; this policy lets one hold for ${days}.`,
        remedy: `Let it end within ${days} days, and renew it then if its reason still holds.`,
        locations: [at],
        place: addressOfWaiver(waiver, at),
      };
    }
  },
} as const satisfies PolicyRule<Options>;
