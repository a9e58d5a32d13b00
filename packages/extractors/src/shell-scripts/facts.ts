import type { Fact, ReferenceFact } from '@fineprint/core';

/** A script that a script sources: its variables and functions are the script's own. */
export interface SourcedFact extends Fact {
  readonly is: 'sourced';
  /** Its path as far as the script says it; what nobody knows is `\0`. */
  readonly path: string;
}

/** What a shell script says. */
export type ShellFact = ReferenceFact | SourcedFact;
