import type { Fact, ReferenceFact } from '@fineprint/core';

/** A tool as the configuration calls it: `node`, `aqua:hashicorp/terraform`. */
export interface ToolFact extends Fact {
  readonly is: 'tool';
  readonly name: string;
  readonly reference: ReferenceFact;
}

/** What the lock chose for a tool. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly name: string;
  readonly version: string;
  readonly hashes: readonly string[];
}

export type MiseFact = ReferenceFact | ToolFact | LockedFact;
