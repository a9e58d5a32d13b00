import { type JudgedComponent, type RangeVerdict, rangesInWords, type Violation } from '@fineprint/core';
import { crossesBorder } from '../../licenses/border.ts';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';

/** Reports a request that admits versions under different licences, unless the policy allows each of them. */
export const licenseRangeCrossesBorder = {
  id: 'license-range-crosses-border',
  title: 'A request admits versions that stand under different licences.',
  subject: 'component',
  defaultLevel: 'warning',
  options: NoOptions,
  *check(component: JudgedComponent): Iterable<Violation> {
    if (!crossesBorder(component)) return;
    const { license, verdict } = component;
    const judged = verdict.ranges ?? [];
    // Whichever is taken is allowed; a version of which nothing is known is license-unknown's business.
    if (judged.every(({ is }) => is === 'allowed')) return;
    const gap = license.gap === undefined ? '' : ` ${license.gap}`;
    yield {
      message: `${named(component)} admits versions under different licences: ${rangesInWords(license.ranges)}. ${inWords(judged)}${gap}`,
      remedy:
        'Write the exact version that is wanted, or a range that stays on one side: then its licence can be judged.',
      locations: placesOf(component),
      expression: [...new Set(license.ranges.map(({ expression }) => expression))].sort().join(' or '),
    };
  },
} as const satisfies PolicyRule<NoOptions>;

const said = {
  allowed: 'allows',
  review: 'wants reviewed',
  denied: 'does not allow',
  unknown: 'cannot judge',
};

/** `This policy allows MPL-2.0 and wants BUSL-1.1 reviewed.` */
function inWords(judged: readonly RangeVerdict[]): string {
  const groups = [...Map.groupBy(judged, ({ is }) => is)].map(([is, ranges]) => {
    const licenses = [...new Set(ranges.map(({ expression }) => expression))].join(' and ');
    return is === 'review' ? `wants ${licenses} reviewed` : `${said[is]} ${licenses}`;
  });
  return `This policy ${groups.join(', and ')}.`;
}
