import type { Fact, ReferenceFact } from '@fineprint/core';

/** An image with the variables of its own file filled in; what is left may be known where the file is included. */
export interface ImageFact extends Fact {
  readonly is: 'image';
  /** The whole reference, variables that are not known as they are written. */
  readonly value: string;
  readonly reference: ReferenceFact;
}

/** A file of the same repository that is included. */
export interface LocalFact extends Fact {
  readonly is: 'local';
  readonly path: string;
}

/** A global variable: it holds in every file that is included beside it. */
export interface VariableFact extends Fact {
  readonly is: 'variable';
  readonly name: string;
  readonly value: string;
}

/** What comes from the GitLab that the repository lies on: its host is not written. */
export interface InstanceFact extends Fact {
  readonly is: 'instance';
  readonly reference: ReferenceFact;
}

export type GitlabFact = ReferenceFact | ImageFact | LocalFact | VariableFact | InstanceFact;
