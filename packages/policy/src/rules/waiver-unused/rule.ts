import type { ScanSubject, Violation, WaiverUse } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { addressOfWaiver, findingsInWords, namedWaiver } from '../../waiver-wording.ts';

/** Reports waivers of the repository that cover nothing; a scan of a part cannot know, and a policy from elsewhere serves others too. */
export const waiverUnused = {
  id: 'waiver-unused',
  title: 'A waiver covers nothing.',
  subject: 'scan',
  defaultLevel: 'note',
  options: NoOptions,
  *check({ waivers, isWhole }: ScanSubject): Iterable<Violation> {
    if (!isWhole) return;
    for (const use of waivers) {
      const { waiver, isApplied, findings } = use;
      const { location } = waiver;
      if (!isApplied || findings > 0 || location === null) continue;
      yield {
        message: `${namedWaiver(waiver)} covers nothing${whyNot(use)}.`,
        remedy:
          use.lapsed > 0
            ? 'Have the licence that is found now reviewed; then give the waiver for it, or take it out.'
            : 'Take it out, so that it covers nothing new by surprise; or correct the rule, the component, the versions or the path that it names.',
        locations: [location],
        place: addressOfWaiver(waiver, location),
      };
    }
  },
} as const satisfies PolicyRule<NoOptions>;

function whyNot({ lapsed, waiver: { license } }: WaiverUse): string {
  if (lapsed === 0) return '';
  return `: it was given for ${license ?? 'another licence text'}, and ${findingsInWords(lapsed)} that it names ${lapsed === 1 ? 'is' : 'are'} about something else now`;
}
