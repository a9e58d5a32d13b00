import type { ScanSubject, Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';

/** Reports a change that alters what it is judged by; where that is the case is found out by comparing it with its base. */
export const policyChanged = {
  id: 'policy-changed',
  title: 'A change alters the policy or the waivers that it is judged by.',
  subject: 'scan',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ changedPolicy }: ScanSubject): Iterable<Violation> {
    if (changedPolicy === null) return;
    const { path } = changedPolicy;
    yield {
      message: `This change alters "${path}", by which it would be judged; it was judged by the policy and the waivers of its base.`,
      remedy:
        'Have those who answer for the policy review this part of the change; it holds from the next change on.',
      locations: [changedPolicy],
      place: { path, address: 'policy' },
    };
  },
} as const satisfies PolicyRule<NoOptions>;
