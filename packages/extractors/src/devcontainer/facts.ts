import type { Fact, ReferenceFact } from '@fineprint/core';

/** A feature as a configuration names it, by the text under which its lock files it. */
export interface FeatureFact extends Fact {
  readonly is: 'feature';
  readonly reference: ReferenceFact;
}

/** What a lock chose for a feature. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly feature: string;
  readonly version: string | null;
  readonly digest: string | null;
}

export type DevcontainerFact = ReferenceFact | FeatureFact | LockedFact;
