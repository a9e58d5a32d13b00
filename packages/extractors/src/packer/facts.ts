import type { Fact, HclExpression, PlacedSlot } from '@fineprint/core';

/** A value as one file says it; in a legacy template it is read as one of HCL too. */
export type Expression = HclExpression;

/** A variable with its default (or `null`), a local, or a value that a file of variables sets. */
export interface DefinitionFact extends Fact {
  readonly is: 'variable' | 'local' | 'setting';
  readonly name: string;
  readonly value: Expression | null;
}

/** An entry of `required_plugins`. */
export interface PluginFact extends Fact {
  readonly is: 'plugin';
  readonly name: string;
  readonly source: Expression | null;
  readonly version: Expression | null;
  /** Where a version would stand that is not written. */
  readonly absent: readonly PlacedSlot[];
}

/** `required_version`, or `min_packer_version` of a legacy template. */
export interface RequiredVersionFact extends Fact {
  readonly is: 'required-version';
  readonly value: Expression;
  readonly isMinimum: boolean;
}

/** A value that a builder or a data source is given. */
export interface Field {
  /** Its name, after those of the blocks it stands in: `boot_iso.iso_url`. */
  readonly name: string;
  readonly value: Expression;
}

/** A block that says from what an image is built. */
export interface SourceFact extends Fact {
  readonly is: 'source';
  /** `amazon-ebs`, `docker`; of a data source `amazon-ami`. */
  readonly type: string;
  readonly address: string;
  readonly fields: readonly Field[];
}

/** What a provisioner runs: lines of a script, or the paths of scripts. */
export interface ScriptFact extends Fact {
  readonly is: 'script';
  readonly holds: 'lines' | 'paths';
  readonly address: string;
  readonly value: Expression;
  /** `NAME=value` texts that the script finds in its environment. */
  readonly environment: Expression | null;
}

/** What a file of Packer says by itself. */
export type PackerFact = DefinitionFact | PluginFact | RequiredVersionFact | SourceFact | ScriptFact;
