import type { Fact, ReferenceFact } from '@fineprint/core';

/** Says that a file of variables belongs to the unit; its values are read when something needs them. */
export interface VariablesFact extends Fact {
  readonly is: 'variables';
}

/** Says that variables of a file may declare images or downloads. */
export interface DeclaringFact extends Fact {
  readonly is: 'declaring';
}

/** Says that something in a file has expressions which the file itself cannot fill in. */
export interface OpenFact extends Fact {
  readonly is: 'open';
}

/** Says that a template has expressions, which the variables of its role fill in. */
export interface TemplateFact extends Fact {
  readonly is: 'template';
}

/** A file of variables that a play or a task names: `vars_files`, `include_vars`. */
export interface VariablesFileFact extends Fact {
  readonly is: 'variables-file';
  readonly path: string;
}

/** Says that tasks of a file set variables. */
export interface SetFactFact extends Fact {
  readonly is: 'set-fact';
}

/** A role that a role depends on: one of the same repository, whose defaults hold in it, too, or somebody else's. */
export interface RoleUseFact extends Fact {
  readonly is: 'role-use';
  readonly name: string;
  /** What it is unless a role of the repository has its name. */
  readonly reference: ReferenceFact | null;
}

/** The roles that a play runs one after the other: the variables of each hold in the others. */
export interface PlayFact extends Fact {
  readonly is: 'play';
  readonly roles: readonly string[];
}

/** An image that a task builds or loads, so that running it names nobody else's. */
export interface BuiltImageFact extends Fact {
  readonly is: 'built-image';
  readonly name: string;
}

/** A repository of charts that a task adds, by the name that other tasks may use. */
export interface ChartRepositoryFact extends Fact {
  readonly is: 'chart-repository';
  readonly name: string;
  readonly url: string;
}

/** What the files of a role or of playbooks say. */
export type AnsibleFact =
  | ReferenceFact
  | PlayFact
  | ChartRepositoryFact
  | BuiltImageFact
  | VariablesFact
  | DeclaringFact
  | OpenFact
  | TemplateFact
  | SetFactFact
  | VariablesFileFact
  | RoleUseFact;
