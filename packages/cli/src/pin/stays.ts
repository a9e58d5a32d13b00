import type { BoundPolicy, ResolvedOccurrence } from '@fineprint/core';

/** Why an occurrence stays less firm than it could be, by the policy; `null` where it says nothing. */
export function staysBy(policy: BoundPolicy): (occurrence: ResolvedOccurrence) => string | null {
  return ({ key, unit, pin }) =>
    pin !== null && policy.unitPin(key, unit) === pin
      ? 'The policy asks no more of a part that others reuse: whoever uses it chooses.'
      : null;
}
