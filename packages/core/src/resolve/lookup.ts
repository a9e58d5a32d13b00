import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type { Upstream } from '../model/upstream.ts';

/** What a registry answered about an occurrence, or why nothing was asked. */
export type Answer =
  | {
      readonly is: 'answer';
      readonly version: string | null;
      readonly digest: string | null;
      readonly commit: string | null;
      /** The tags that lead to the commit, sorted; absent where nothing lists them, or where a branch led to it. */
      readonly names?: readonly string[];
    }
  | { readonly is: 'offline' }
  | { readonly is: 'unanswered'; readonly because: string };

/** What was fetched: a directory of the program's own with what the component holds, or why there is none. */
export type Fetched =
  | {
      readonly is: 'tree';
      readonly directory: string;
      /** Sentences on what of it was refused. */
      readonly refused: readonly string[];
      /** Paths of files that are too large for what anybody wrote, and are not in the directory. */
      readonly left: readonly string[];
    }
  | { readonly is: 'nothing' }
  | { readonly is: 'unanswered'; readonly because: string };

/** What the repository or registry of a commit or digest said of it; `because` says why it could not say whether anything leads there. */
export type Verification =
  | { readonly is: 'verified'; readonly upstream: Upstream; readonly because?: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'unanswered'; readonly because: string };

/** The hash of what was fetched, that nobody serves it, or why it is not known. */
export type HashAnswer =
  | { readonly is: 'hash'; readonly hash: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'unanswered'; readonly because: string };

/** The only way out of the machine. The scan receives one; the offline one opens nothing. */
export interface Lookup {
  readonly online: boolean;
  ask(occurrence: ResolvedOccurrence): Promise<Answer>;
  /** Asks the repository or registry of a commit or digest what it knows of it. */
  verify?(occurrence: ResolvedOccurrence): Promise<Verification>;
  /** Fetches what a component holds, for `expand`. */
  fetch?(occurrence: ResolvedOccurrence): Promise<Fetched>;
  /** Fetches what a component holds and hashes all of it: a tree, or the file behind its source. */
  hash?(occurrence: ResolvedOccurrence, as: 'tree' | 'file'): Promise<HashAnswer>;
}

/** Answers nothing: the default. */
export const offline: Lookup = {
  online: false,
  ask: () => Promise.resolve({ is: 'offline' }),
};
