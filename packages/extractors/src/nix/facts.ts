import type { Fact, ReferenceFact } from '@fineprint/core';

/** An input of a flake by its name. */
export interface InputFact extends Fact {
  readonly is: 'input';
  readonly name: string;
  readonly reference: ReferenceFact;
}

/** A node of a lock: what was chosen for an input of the flake itself (`input`), or of one of its inputs. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly input: string | null;
  readonly commit: string | null;
  readonly hash: string | null;
  /** What the node is, where no `flake.nix` names it. */
  readonly reference: ReferenceFact;
}

/** Everything that the files of Nix say; a reference is what an expression fetches by itself. */
export type NixFact = InputFact | LockedFact | ReferenceFact;
