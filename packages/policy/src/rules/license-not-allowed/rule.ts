import type { JudgedComponent, Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { licensedAs, named, placesOf } from '../../wording.ts';

/** Reports what the policy denies; which licences those are is the section `licenses`. */
export const licenseNotAllowed = {
  id: 'license-not-allowed',
  title: 'A component is licensed only under terms the policy does not allow.',
  subject: 'component',
  defaultLevel: 'error',
  options: NoOptions,
  *check(component: JudgedComponent): Iterable<Violation> {
    const { license, verdict } = component;
    if (verdict.is !== 'denied') return;
    const expression = license.concluded.expression ?? 'NONE';
    const denied = expression === 'NONE' ? 'components without a licence' : verdict.leaves.join(' and ');
    yield {
      message: `${named(component)} ${licensedAs(component)}, which this policy does not allow: ${verdict.because}`,
      remedy: `Replace the component, or a version of it, by one under an allowed licence; or have ${denied} cleared for this use and record that in a waiver.`,
      locations: placesOf(component),
      expression,
    };
  },
} as const satisfies PolicyRule<NoOptions>;
