import type { Fact, HclExpression, PlacedSlot } from '@fineprint/core';

/** A value as one file says it, not yet evaluated. */
export type Expression = HclExpression;

/** A local, or a variable with its default (or `null`). */
export interface DefinitionFact extends Fact {
  readonly is: 'local' | 'var';
  readonly name: string;
  readonly value: Expression | null;
}

/** What a `component`, a `stack`, a `removed` block or the `module` of a test run is taken from. */
export interface ModuleFact extends Fact {
  readonly is: 'module';
  readonly of: 'component' | 'stack' | 'removed' | 'run';
  readonly name: string;
  readonly source: Expression;
  readonly version: Expression | null;
  /** Where a version would stand that is not written. */
  readonly absent: readonly PlacedSlot[];
}

/** An entry of `required_providers`. */
export interface ProviderFact extends Fact {
  readonly is: 'provider';
  readonly name: string;
  readonly source: Expression | null;
  readonly version: Expression | null;
  /** Where a version would stand that is not written. */
  readonly absent: readonly PlacedSlot[];
}

/** `required_version` of a `terraform` block. */
export interface RequiredVersionFact extends Fact {
  readonly is: 'required-version';
  readonly value: Expression;
}

/** What a file of a Stack or a test says by itself. */
export type StackFact = DefinitionFact | ModuleFact | ProviderFact | RequiredVersionFact;
