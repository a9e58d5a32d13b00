import type { Fact, HclExpression } from '@fineprint/core';

/** A value as one file says it, not yet evaluated: what it means depends on the unit that includes the file. */
export type Expression = HclExpression;

/** A local, a feature's default, or a value of `terragrunt.values.hcl`. */
export interface DefinitionFact extends Fact {
  readonly is: 'local' | 'feature' | 'value';
  readonly name: string;
  readonly value: Expression;
}

/** `include "name" { path }`; the bare block of older configurations has no name. */
export interface IncludeFact extends Fact {
  readonly is: 'include';
  readonly name: string | null;
  readonly path: Expression;
}

/** `inputs = { … }`, which other files may read. */
export interface InputsFact extends Fact {
  readonly is: 'inputs';
  readonly value: Expression;
}

/** `terraform { source, version }`. */
export interface SourceFact extends Fact {
  readonly is: 'source';
  readonly source: Expression;
  readonly version: Expression | null;
}

/** A `unit` or `stack` block of a stack; `values` is what it passes on. */
export interface ComponentFact extends Fact {
  readonly is: 'component';
  readonly block: 'unit' | 'stack';
  readonly name: string;
  readonly source: Expression;
  readonly values: Expression | null;
}

/** `engine { source, version }`. */
export interface EngineFact extends Fact {
  readonly is: 'engine';
  readonly source: Expression;
  readonly version: Expression | null;
}

/** `catalog { urls }`. */
export interface CatalogFact extends Fact {
  readonly is: 'catalog';
  readonly urls: Expression;
}

/** `terragrunt_version_constraint` or `terraform_version_constraint`; the place is that of the name. */
export interface ConstraintFact extends Fact {
  readonly is: 'constraint';
  readonly of: 'terragrunt' | 'terraform';
  readonly value: Expression;
}

/** `terraform_binary`, which says whether OpenTofu or Terraform is run. */
export interface BinaryFact extends Fact {
  readonly is: 'binary';
  readonly value: Expression;
}

/** The text that a `generate` block writes into a file of the module. */
export interface GenerateFact extends Fact {
  readonly is: 'generate';
  readonly name: string;
  readonly contents: Expression;
}

/** `dependency "name" { config_path }`, a unit that this one needs. */
export interface DependencyFact extends Fact {
  readonly is: 'dependency';
  readonly path: Expression;
}

/** What a file of Terragrunt says by itself. */
export type TerragruntFact =
  | DefinitionFact
  | IncludeFact
  | InputsFact
  | SourceFact
  | ComponentFact
  | EngineFact
  | CatalogFact
  | ConstraintFact
  | BinaryFact
  | GenerateFact
  | DependencyFact;
