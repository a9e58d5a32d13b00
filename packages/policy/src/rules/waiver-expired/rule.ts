import { daysBetween, type ScanSubject, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { addressOfWaiver, findingsInWords, namedWaiver, placeOfWaiver } from '../../waiver-wording.ts';

/** Reports waivers whose day has passed and that somebody still leans on; what they covered is reported again. */
export const waiverExpired = {
  id: 'waiver-expired',
  title: 'A waiver has expired, and what it was given for is still there.',
  subject: 'scan',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ waivers, asOf }: ScanSubject): Iterable<Violation> {
    for (const use of waivers) {
      const { waiver, isInForce, isApplied, findings } = use;
      const at = placeOfWaiver(use);
      if (isInForce || !isApplied || findings === 0 || at === null) continue;
      const days = daysBetween(waiver.expires, asOf);
      yield {
        message: `${namedWaiver(waiver)} expired ${days === 1 ? 'yesterday' : `${days} days ago`}, on ${waiver.expires}, and would still cover ${findingsInWords(findings)}.`,
        remedy:
          'Mend what it was given for; or have it accepted again, with a reason that holds today and a new day.',
        locations: [at],
        place: addressOfWaiver(waiver, at),
      };
    }
  },
} as const satisfies PolicyRule<NoOptions>;
