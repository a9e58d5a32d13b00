import type { JudgedComponent, Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { licensedAs, named, placesOf } from '../../wording.ts';

/** Reports what the policy neither allows nor denies: a person has to decide it. */
export const licenseNeedsReview = {
  id: 'license-needs-review',
  title: 'A component is licensed under terms that a person has to review for this use.',
  subject: 'component',
  defaultLevel: 'warning',
  options: NoOptions,
  *check(component: JudgedComponent): Iterable<Violation> {
    const { license, verdict, usage } = component;
    if (verdict.is !== 'review') return;
    const expression = license.concluded.expression ?? 'NONE';
    const remedy =
      expression === 'NONE'
        ? 'Ask its author for a licence, or replace it: without one nobody may copy or change it. Where you have permission, record that in a waiver.'
        : `Have ${verdict.leaves.join(' and ')} reviewed for this use (${usage}); then list it under "licenses.allow" or "licenses.deny", or record the answer for this component in a waiver.`;
    yield {
      message: `${named(component)} ${licensedAs(component)}, which needs review: ${verdict.because}`,
      remedy,
      locations: placesOf(component),
      expression,
    };
  },
} as const satisfies PolicyRule<NoOptions>;
