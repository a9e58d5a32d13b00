import type { Fact, Usage } from '@fineprint/core';

/** A scalar as the file has it, variables unfilled: they are `link`'s, because `.env` is another file. */
export interface Scalar extends Fact {
  readonly text: string;
  readonly verbatim: boolean;
  readonly templated: boolean;
  readonly address: string;
}

/** `image:` of a service; what a service builds under that name is first-party. */
export interface ServiceImageFact extends Scalar {
  readonly is: 'service-image';
  readonly builds: boolean;
}

/** An image named elsewhere: a build context, a Dockerfile inside the file, a volume of files. */
export interface OtherImageFact extends Scalar {
  readonly is: 'other-image';
  readonly usage: Usage;
}

/** An entry of `include:`, or the repository that a service is built from. */
export interface RemoteFact extends Scalar {
  readonly is: 'remote';
  readonly use: 'include' | 'build';
}

/** What a service is built from, where the file passes arguments to the Dockerfile. */
export interface BuildFact extends Fact {
  readonly is: 'build';
  readonly context: Scalar;
  readonly dockerfile: Scalar;
  readonly args: readonly BuildArgument[];
  readonly address: string;
}

/** An entry of `build.args`; one without value takes it from the environment. */
export interface BuildArgument extends Scalar {
  readonly is: 'build-argument';
  readonly name: string;
}

/** Says that the file is a Compose file. */
export interface ProjectFact extends Fact {
  readonly is: 'project';
}

export type ComposeFact = ServiceImageFact | OtherImageFact | RemoteFact | BuildFact | ProjectFact;
