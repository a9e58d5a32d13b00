import type { ChosenFact, DependencyFact, Fact } from '@fineprint/core';

/** What a manifest says of itself: its name, and where the packages of its workspace lie. */
export interface ProjectFact extends Fact {
  readonly is: 'project';
  readonly name: string;
  readonly workspaces: readonly string[];
  /** Whether it is made to be run, not to be published: who installs what is published has a lockfile of their own. */
  readonly isApplication: boolean;
}

/** A dependency whose version stands in a catalogue; `''` is the default one. */
export interface CatalogDependencyFact extends DependencyFact {
  readonly catalog?: string;
}

/** What a catalogue says of a package: the reference that a manifest with `catalog:` means. */
export interface CatalogFact extends Fact {
  readonly is: 'catalog';
  readonly catalog: string;
  readonly name: string;
  readonly entry: DependencyFact | null;
}

/** What pnpm chose for each dependency of one package of the workspace. */
export interface ImporterFact extends Fact {
  readonly is: 'importer';
  readonly path: string;
  /** From the name to the ids under which the choice may stand, or to nothing where it is the workspace's own. */
  readonly chosen: readonly (readonly [name: string, ids: readonly string[]])[];
}

/** Everything that the files of npm, Yarn and pnpm say. */
export type NpmFact = CatalogDependencyFact | ProjectFact | CatalogFact | ImporterFact | ChosenFact;
