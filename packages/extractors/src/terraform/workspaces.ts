import { hclReason, hclSlots, hclText, isVersionConstraint } from '@fineprint/core';
import type { Filled, FoundThing } from './named-links.ts';

/** The version of Terraform that a workspace of HCP Terraform runs. */
export function* workspaceVersions({ directory, choices }: Filled): Iterable<FoundThing> {
  const field = 'terraform_version';
  for (const choice of choices(field)) {
    const text = hclText(choice.value) ?? '';
    const because = hclReason(choice.value);
    yield {
      ...choice,
      field,
      parts: {
        kind: 'tool',
        name: 'terraform',
        request: { is: isVersionConstraint(text) ? 'version' : 'tag', text },
        ...(because === null ? {} : { unresolved: { part: 'version', because } }),
        slots: because === null ? hclSlots(directory, 'version', choice.value) : [],
      },
    };
  }
}
