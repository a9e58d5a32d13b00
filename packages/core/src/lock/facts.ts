import type { Fact } from '../model/extractor.ts';
import type { Locked, Occurrence } from '../model/occurrence.ts';
import type { ReferenceFact } from '../reference/index.ts';

/** What a manifest asks for, in the words by which its lockfile knows it. */
export interface Asked {
  /** The name in the manifest, which may be an alias. */
  readonly name: string;
  /** What is asked of it, as it is written. */
  readonly spec: string;
}

/** A component that a manifest names; without `asked` no lockfile speaks of it (a tool, a plugin). */
export interface DependencyFact extends ReferenceFact {
  readonly asked?: Asked;
}

/** A package that a lockfile chose. */
export interface ChosenFact
  extends Fact,
    Pick<Occurrence, 'kind' | 'name' | 'source' | 'text' | 'scope' | 'license'> {
  readonly is: 'chosen';
  /** What manifests and other packages of the lockfile call it; the first is its own, all are unique in the file. */
  readonly ids: readonly string[];
  readonly locked: Locked;
  /** Ids of the packages that it needs, or `null` where the lockfile does not say. One that no package has is a gap of the lockfile. */
  readonly needs: readonly string[] | null;
  /** Ids of those that it does without where they cannot be had: one that no package has is none of its parts. */
  readonly optionalNeeds?: readonly string[];
  /** Whether no tool writes a hash for it: it lies packed in another package, or is for other machines. */
  readonly isUnhashed?: true;
  /** Whether it is a part of the repository, which is no component; what it needs counts all the same. */
  readonly isOwn?: true;
}
