import type { Fact, Reference, ReferenceFact } from '@fineprint/core';

/** What a resource runs on; `parameter` is the one that fills it in, where it has no default. */
export interface RunFact extends ReferenceFact {
  readonly parameter?: string;
}

/** What a parameter of a local module is given; `parameter` is the one of this file that is handed on. */
export interface ArgumentFact extends Fact {
  readonly is: 'argument';
  /** `null` in a file of parameters, which is named after what it goes with. */
  readonly path: string | null;
  readonly name: string;
  /** The texts that it may be; none where it is no text. */
  readonly references: readonly Reference[];
  readonly address: string;
  readonly parameter?: string;
}

/** A module or extension of a registry or template spec; the name of one under an alias begins where the alias ends. */
export interface SourceFact extends Omit<ReferenceFact, 'is'> {
  readonly is: 'source';
  readonly scheme: 'br' | 'ts';
  readonly alias: string | null;
}

/** `extension name`: what that is stands in the configuration. */
export interface ExtensionUseFact extends Fact {
  readonly is: 'extension-use';
  readonly name: string;
}

/** A file of the repository that a Bicep file is made of. */
export interface LocalFact extends Fact {
  readonly is: 'local';
  readonly path: string;
}

/** `moduleAliases` of a configuration: what stands for an alias, before the rest of a reference. */
export interface AliasFact extends Fact {
  readonly is: 'alias';
  readonly scheme: 'br' | 'ts';
  readonly name: string;
  readonly prefix: string;
}

/** `extensions` of a configuration; one that comes along with Bicep, or lies in the repository, has no source. */
export interface ExtensionFact extends Fact {
  readonly is: 'extension';
  readonly name: string;
  readonly source: SourceFact | null;
}

export type BicepFact =
  | RunFact
  | ArgumentFact
  | SourceFact
  | ExtensionUseFact
  | LocalFact
  | AliasFact
  | ExtensionFact;
