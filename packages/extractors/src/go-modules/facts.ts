import type { ChosenFact, DependencyFact, Fact, Place, ReferenceFact } from '@fineprint/core';

/** `module path`: what the repository itself is called. */
export interface ModuleFact extends Fact {
  readonly is: 'module';
  readonly module: string;
}

/** `require path version`; the place is that of the path. */
export interface RequireFact extends Fact {
  readonly is: 'require';
  readonly module: string;
  readonly version: string;
  readonly versionPlace: Place;
}

/** `replace path [version] => target [version]`; a target without version is a directory. */
export interface ReplaceFact extends Fact {
  readonly is: 'replace';
  readonly module: string;
  readonly version: string | null;
  readonly target: string;
  readonly targetVersion: string | null;
  readonly targetVersionPlace: Place | null;
}

/** `go version`: since 1.17 everything that is needed in turn is listed, too. */
export interface LanguageFact extends Fact {
  readonly is: 'language';
  readonly listsAll: boolean;
}

/** A module with the hash of its content, from `go.sum`. */
export interface SumFact extends Fact {
  readonly is: 'sum';
  readonly module: string;
  readonly version: string;
  readonly hash: string;
}

/** Everything that the files of Go modules say. */
export type GoFact =
  | ModuleFact
  | RequireFact
  | ReplaceFact
  | LanguageFact
  | SumFact
  | ReferenceFact
  | DependencyFact
  | ChosenFact;
