import type { Edit, ResolvedOccurrence } from '@fineprint/core';

/** What an occurrence is pinned to: a commit with the name that led there, a digest, or an exact version. */
export type Target =
  | { readonly is: 'commit'; readonly value: string; readonly claim: string | null }
  | { readonly is: 'digest' | 'version'; readonly value: string };

/** A reference, what it is pinned to, and the edits that do it. */
export interface Pinned {
  readonly occurrence: ResolvedOccurrence;
  readonly target: Target;
  readonly edits: readonly Edit[];
}

/** A reference that is not pinned and stays so, with a sentence that says why. */
export interface Left {
  readonly occurrence: ResolvedOccurrence;
  readonly because: string;
}
