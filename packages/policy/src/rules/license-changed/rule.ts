import {
  type BaselineComponent,
  type ChangeSubject,
  grantsAllOf,
  parseExpression,
  type Violation,
} from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf, quotable } from '../../wording.ts';

/** Reports a licence that takes away what the one before gave; a choice more, or the other side of a known border, is no change. */
export const licenseChanged = {
  id: 'license-changed',
  title: 'A component stands under another licence than before.',
  subject: 'change',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ component, before }: ChangeSubject): Iterable<Violation> {
    const { concluded } = component.license;
    if (concluded.is === 'no-assertion') return;
    const now = concluded.expression ?? 'NONE';
    const known = before.filter((one) => licensesOf(one).length > 0);
    const same = before.find(({ ref }) => ref === component.ref);
    // That something is known now which was not is no change of it.
    if (known.length === 0 || (same !== undefined && !known.includes(same))) return;
    const compared = same === undefined ? known : [same];
    if (compared.flatMap(licensesOf).some((had) => isNoLess(now, had))) return;
    yield {
      message: `${named(component)} ${held(now)}; ${beforeInWords(compared, same !== undefined)}.`,
      remedy:
        now === 'NONE'
          ? 'Stay with a version that has a licence, or ask its author for one.'
          : `Have ${now} reviewed for this use before the change is merged, or stay with a version under the licence before.`,
      locations: placesOf(component),
      expression: now,
    };
  },
} as const satisfies PolicyRule<NoOptions>;

/** What a baseline knows: one licence, or those of the versions that were admitted. */
function licensesOf({ license, ranges }: BaselineComponent): readonly string[] {
  return license === 'NOASSERTION' ? ranges : [license];
}

/** Whether a licence lets one do all that another one did. Where there was none, nothing was allowed. */
function isNoLess(now: string, had: string): boolean {
  if (now === had || had === 'NONE') return true;
  const [is, was] = [parseExpression(now), parseExpression(had)];
  return is.is === 'expression' && was.is === 'expression' && grantsAllOf(is.expression, was.expression);
}

function held(license: string): string {
  return license === 'NONE' ? 'has no licence' : `is licensed ${license}`;
}

function beforeInWords(compared: readonly BaselineComponent[], isSame: boolean): string {
  const licenses = [...new Set(compared.flatMap(licensesOf))].sort().map(quotable);
  const versions = [...new Set(compared.map(({ version }) => version))].filter((one) => one !== null);
  const of = isSame || versions.length === 0 ? '' : ` (${versions.map(quotable).sort().join(', ')})`;
  return `the baseline has ${licenses.join(' or ')} for ${isSame ? 'the very same version' : 'it'}${of}`;
}
