import type { ScanSubject, Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import type { PolicyRule } from '../../rule.ts';
import { addressOfWaiver, namedWaiver, placeOfWaiver } from '../../waiver-wording.ts';

const Options = z.strictObject({
  /** Whether waivers in comments need an owner too, or only those of the policy. */
  inline: z._default(
    z.union([
      z.boolean(),
      z.pipe(
        z.enum(['true', 'false']),
        z.transform((text) => text === 'true'),
      ),
    ]),
    false,
  ),
});
type Options = z.infer<typeof Options>;

/** Reports waivers that nobody answers for. */
export const waiverWithoutOwner = {
  id: 'waiver-without-owner',
  title: 'Nobody is named who answers for a waiver.',
  subject: 'scan',
  defaultLevel: 'note',
  options: Options,
  *check({ waivers }: ScanSubject, { inline }: Options): Iterable<Violation> {
    for (const use of waivers) {
      const { waiver, isApplied } = use;
      const at = placeOfWaiver(use);
      const isAsked = waiver.line === undefined || inline;
      if (waiver.owner !== null || !isApplied || !isAsked || at === null) continue;
      yield {
        message: `${namedWaiver(waiver)} names no owner.`,
        remedy: `Write who answers for it: ${waiver.line === undefined ? '"owner: platform-team"' : '"owner=platform-team" after the brackets'}.`,
        locations: [at],
        place: addressOfWaiver(waiver, at),
      };
    }
  },
} as const satisfies PolicyRule<Options>;
