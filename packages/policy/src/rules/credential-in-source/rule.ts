import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named } from '../../wording.ts';

/** Reports references that carry a credential; core has redacted it, and no report ever shows it. */
export const credentialInSource = {
  id: 'credential-in-source',
  title: 'A reference to a component holds a credential in plain text.',
  subject: 'occurrence',
  defaultLevel: 'error',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    if (!occurrence.credential) return;
    yield {
      message: `The reference to ${named(component)} holds a credential in plain text.`,
      remedy:
        'Revoke the credential, since it stays in the history of the repository; then take it out of the reference and give it to the tool by a credential helper, an SSH agent or a secret variable.',
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;
