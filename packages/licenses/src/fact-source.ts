import type { Gap, LicenseEvidence, LicenseSource } from '@fineprint/core';
import type { Facts } from './facts.ts';
import { type FactQuery, factsFor } from './facts-for.ts';

/** The shipped facts as a source of license evidence; of a component it needs only key, version and request. */
export interface FactSource {
  readonly id: string;
  evidence(component: FactQuery): Iterable<LicenseEvidence | Gap>;
}

/** Makes the shipped facts a source of license evidence. */
export function factSource(facts: Facts): FactSource {
  return {
    id: 'facts',
    *evidence(component) {
      const { evidence, gap } = factsFor(facts, component);
      yield* evidence;
      if (gap !== null) yield { is: 'gap', because: gap };
    },
  } satisfies FactSource & LicenseSource;
}
