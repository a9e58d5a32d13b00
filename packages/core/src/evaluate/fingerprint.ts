import { createHash } from 'node:crypto';
import { meaningOf } from '../license/expression/meaning.ts';
import type { Violation } from '../model/finding.ts';

/**
 * Identity of a finding: SHA-256 over the rule, the key, the named place for rules about a place (path and
 * block address with an ordinal among equals, never a line) and the expression for rules about licences.
 * A bump within one licence is the same finding; one across a licence border is new. The order of terms means nothing.
 */
export function fingerprint(rule: string, key: string | null, violation: Violation, ordinal: number): string {
  const { place, expression } = violation;
  const license = expression === undefined ? null : meaningOf(expression);
  const named = place ? [place.path, place.address, ordinal] : null;
  return createHash('sha256')
    .update(JSON.stringify([rule, key, named, license]))
    .digest('hex');
}
