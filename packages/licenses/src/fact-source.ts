import type { LicenseSource } from '@fineprint/core';
import type { Facts } from './facts.ts';
import { factsFor } from './facts-for.ts';

/** Makes the shipped facts a source of license evidence. */
export function factSource(facts: Facts): LicenseSource {
  return {
    id: 'facts',
    *evidence(component) {
      const { evidence, gap } = factsFor(facts, component);
      yield* evidence;
      if (gap !== null) yield { is: 'gap', because: gap };
    },
  };
}
