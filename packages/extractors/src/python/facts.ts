import type { ChosenFact, DependencyFact, Fact } from '@fineprint/core';

/** A file that a requirements file takes limits from (`-c`): a path relative to it. */
export interface ConstraintsFact extends Fact {
  readonly is: 'constraints';
  readonly path: string;
}

/** What a list of requirements was compiled from, as its header says: names of files. */
export interface CompiledFact extends Fact {
  readonly is: 'compiled';
  readonly sources: readonly string[];
  /** Pairs of a package and another one that it needs. */
  readonly needs: readonly (readonly [by: string, name: string])[];
}

/** Everything that the files of Python packages say. */
export type PythonFact = DependencyFact | ConstraintsFact | CompiledFact | ChosenFact;
