import type { Fact, ReferenceFact } from '@fineprint/core';

/** A template that another one links to; `relative` where it may lie beside it. */
export interface LinkedTemplateFact extends ReferenceFact {
  readonly relative?: string;
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

export type ArmFact = LinkedTemplateFact | LocalFact | CompiledFact;
