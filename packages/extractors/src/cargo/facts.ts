import type { ChosenFact, DependencyFact, Fact } from '@fineprint/core';

/** The name of the package that a manifest describes. */
export interface PackageFact extends Fact {
  readonly is: 'package';
  readonly name: string;
}

/** A dependency; one that inherits stands in the table of the workspace. */
export interface CargoDependencyFact extends DependencyFact {
  readonly inherits?: true;
}

/** An entry of `workspace.dependencies`; without a dependency it is a part of the repository. */
export interface WorkspaceFact extends Fact {
  readonly is: 'workspace';
  readonly name: string;
  readonly entry: DependencyFact | null;
}

/** Everything that the files of Cargo say. */
export type CargoFact = CargoDependencyFact | PackageFact | WorkspaceFact | ChosenFact;
