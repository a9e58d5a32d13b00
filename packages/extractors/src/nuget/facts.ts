import type { ChosenFact, DependencyFact, Fact, Place } from '@fineprint/core';

/** A text of a project file, with expressions `$(Name)`. */
export interface Written {
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
}

/** An item of a project that names a package. */
export interface ItemFact extends Fact {
  readonly is: 'item';
  readonly item:
    | 'PackageReference'
    | 'PackageVersion'
    | 'GlobalPackageReference'
    | 'PackageDownload'
    | 'DotNetCliToolReference'
    | 'Sdk';
  readonly name: string;
  readonly version: Written | null;
  /** Whether the version stands above that of a central list. */
  readonly isOverride: boolean;
  /** Whether it does not reach what is built from the project: analyzers, build tasks. */
  readonly isPrivate: boolean;
}

/** A property of MSBuild. */
export interface PropertyFact extends Fact {
  readonly is: 'property';
  readonly name: string;
  readonly value: Written;
}

/** Everything that the files of NuGet say. */
export type NugetFact = ItemFact | PropertyFact | DependencyFact | ChosenFact;
