import type { Fact, Locked, ReferenceFact } from '@fineprint/core';

/** A cookbook that a file asks for; what a lockfile beside it chose is joined to it. */
export interface CookbookFact extends ReferenceFact {
  /** The name under which locks know it. */
  readonly cookbook: string;
}

/** The name of a cookbook of the repository. */
export interface OwnCookbookFact extends Fact {
  readonly is: 'own-cookbook';
  readonly name: string;
}

/** An entry of a lockfile; `reference` names what nothing but the lock asks for, and is `null` for the repository's own. */
export interface LockFact extends Fact {
  readonly is: 'lock';
  readonly cookbook: string;
  readonly locked: Locked;
  readonly reference: CookbookFact | null;
}

/** What the files of a cookbook or a policy say. */
export type ChefFact = ReferenceFact | CookbookFact | OwnCookbookFact | LockFact;
