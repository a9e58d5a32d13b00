import type { Fact, ReferenceFact } from '@fineprint/core';

/** A content of a directory that vendir fills: `directory` and `path` tell it from the others. */
export interface ContentFact extends Fact {
  readonly is: 'content';
  readonly directory: string;
  readonly path: string;
  readonly reference: ReferenceFact;
}

/** What the lock chose for a content. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly directory: string;
  readonly path: string;
  readonly version: string | null;
  readonly commit: string | null;
  readonly digest: string | null;
}

export type VendirFact = ContentFact | LockedFact;
