import type { Claim, Fact, HclExpression, Place, PlacedSlot } from '@fineprint/core';

/** A value as one file says it, not yet evaluated: what it refers to may stand in another file. */
export type Expression = HclExpression;

/** An argument of a block, by its name. */
export interface Field {
  readonly name: string;
  readonly value: Expression;
}

/** `module "name" { source, version, … }`; `inputs` is what it gives for the module's variables. */
export interface ModuleFact extends Fact {
  readonly is: 'module';
  readonly name: string;
  readonly source: Expression | null;
  readonly version: Expression | null;
  readonly inputs: readonly Field[];
  readonly forEach: Expression | null;
  /** Where a version would stand that is not written, and what a comment behind the source claims. */
  readonly beside: BesideSource;
}

/** What stands beside a source, or would. */
export interface BesideSource {
  readonly version: readonly PlacedSlot[];
  readonly claim: Claim | null;
}

/**
 * A local, a variable with its default (or `null`), a value that a `*.tfvars` file sets, an output, or what a
 * `template_file` renders.
 */
export interface DefinitionFact extends Fact {
  readonly is: 'local' | 'variable' | 'setting' | 'output' | 'rendered';
  readonly name: string;
  readonly value: Expression | null;
  /** The type of a variable, which says what its values leave out. */
  readonly type?: Expression;
}

/** An entry of `required_providers`; the legacy form is a constraint alone. */
export interface RequiredProviderFact extends Fact {
  readonly is: 'required-provider';
  readonly name: string;
  readonly source: Expression | null;
  readonly version: Expression | null;
  /** Where a version would stand that is not written. */
  readonly absent: readonly PlacedSlot[];
}

/** `provider "name" { … }`; `isConfigured` where it says more than an alias and a version. */
export interface ProviderFact extends Fact {
  readonly is: 'provider';
  readonly name: string;
  readonly version: Expression | null;
  readonly isConfigured: boolean;
}

/** The first resource or data source of a file whose provider has this local name. */
export interface ProviderUseFact extends Fact {
  readonly is: 'provider-use';
  readonly name: string;
  readonly address: string;
}

/** `required_version`; the place is that of the attribute's name. */
export interface RequiredVersionFact extends Fact {
  readonly is: 'required-version';
  readonly value: Expression;
}

/** What only a root module has: a backend or a `cloud` block. */
export interface RootMarkFact extends Fact {
  readonly is: 'root-mark';
}

/** A `provider` block of a lockfile; `version` is `null` where it says none. */
export interface LockedProviderFact extends Fact {
  readonly is: 'locked-provider';
  readonly address: string;
  readonly version: string | null;
  readonly versionPlace: Place | null;
  readonly hashes: readonly string[];
}

/** What makes several blocks of one: `for_each` of a resource (`each`), or of a `dynamic` block, by its iterator's name. */
export interface Repeat {
  readonly name: string;
  readonly over: Expression;
}

/** A value that names an image, or holds JSON, an object or YAML in which containers do. */
export interface ImageFact extends Fact {
  readonly is: 'image';
  readonly holds: 'reference' | 'containers' | 'yaml';
  readonly address: string;
  readonly value: Expression;
  readonly repeats: readonly Repeat[];
}

/** A `helm_release`, or a `helm_template` data source; in an override file it may lack its chart. */
export interface ReleaseFact extends Fact {
  readonly is: 'helm-release';
  readonly address: string;
  readonly chart: Expression | null;
  readonly repository: Expression | null;
  readonly version: Expression | null;
  readonly forEach: Expression | null;
  /** Where a version would stand that is not written. */
  readonly absent: readonly PlacedSlot[];
}

/** What a resource says of something that is no container image, in one or several arguments. */
export interface NamedFact extends Fact {
  readonly is: 'named';
  readonly of: NamedThing;
  readonly address: string;
  readonly fields: readonly Field[];
  readonly repeats: readonly Repeat[];
}

/** What a named fact speaks of; `word` is an image that a cloud calls by a word, `lines` a script. */
export type NamedThing =
  | 'ami'
  | 'ami-search'
  | 'parameter'
  | 'google-image'
  | 'azure-image'
  | 'word-image'
  | 'build-image'
  | 'app-image'
  | 'runtime'
  | 'app-runtime'
  | 'layers'
  | 'user-data'
  | 'local-script'
  | 'remote-script'
  | 'script-files'
  | 'workspace'
  | 'file';

/** What a file of Terraform or OpenTofu says by itself. */
export type TerraformFact =
  | ModuleFact
  | DefinitionFact
  | RequiredProviderFact
  | ProviderFact
  | ProviderUseFact
  | RequiredVersionFact
  | RootMarkFact
  | LockedProviderFact
  | ImageFact
  | ReleaseFact
  | NamedFact;
