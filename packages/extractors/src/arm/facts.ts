import type { Fact, Reference, ReferenceFact } from '@fineprint/core';

/**
 * A template that another one links to, `relative` where it may lie beside it; or what a resource runs on, `parameter`
 * where that one fills it in and has no default.
 */
export interface NamedFact extends ReferenceFact {
  readonly relative?: string;
  readonly parameter?: string;
}

/** What a parameters file gives to the template of its name. */
export interface GivenFact extends Fact {
  readonly is: 'given';
  readonly name: string;
  readonly reference: Reference;
}

/** A template of the repository. */
export interface LocalFact extends Fact {
  readonly is: 'local';
  readonly path: string;
}

/** The template was compiled from a Bicep file. */
export interface CompiledFact extends Fact {
  readonly is: 'compiled';
}

export type ArmFact = NamedFact | GivenFact | LocalFact | CompiledFact;
