import { expect, test } from 'vitest';
import type { Violation } from '../model/finding.ts';
import { fingerprint } from './fingerprint.ts';

function of(violation: Partial<Violation>): string {
  return fingerprint('license-needs-review', 'tool:terraform', violation as Violation, 0);
}

test('a finding about a licence is the same for a choice in another order, and another for other terms', () => {
  expect(of({ expression: 'SSPL-1.0 OR MIT' })).toBe(of({ expression: 'MIT OR SSPL-1.0' }));
  expect(of({ expression: 'SSPL-1.0 AND MIT' })).not.toBe(of({ expression: 'MIT OR SSPL-1.0' }));
  expect(of({ expression: 'MIT' })).not.toBe(of({}));
});
