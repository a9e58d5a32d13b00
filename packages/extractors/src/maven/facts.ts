import type { Fact, Place, ReferenceFact } from '@fineprint/core';

/** A text as it is written, with its place. */
export interface Written {
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
}

/** A dependency, plugin, extension or parent, with its expressions. */
export interface Coordinates {
  readonly role:
    | 'dependency'
    | 'managed'
    | 'import'
    | 'plugin'
    | 'managed-plugin'
    | 'plugin-dependency'
    | 'extension';
  readonly group: Written | null;
  readonly artifact: Written;
  readonly version: Written | null;
  /** `compile`, `test`, `provided` … */
  readonly scope: string | null;
  readonly optional: boolean;
  readonly address: string;
}

/** A project as its `pom.xml` describes it. */
export interface ProjectFact extends Fact {
  readonly is: 'project';
  readonly group: Written | null;
  readonly artifact: Written | null;
  readonly version: Written | null;
  readonly parent: ParentFact | null;
  readonly properties: readonly (readonly [name: string, value: Written])[];
  readonly coordinates: readonly Coordinates[];
}

/** `<parent>`: its own path is `../pom.xml` where it says nothing, and none where it is empty. */
export interface ParentFact {
  readonly group: Written | null;
  readonly artifact: Written;
  readonly version: Written | null;
  readonly relativePath: string | null;
}

/** Everything that the files of Maven say. */
export type MavenFact = ProjectFact | ReferenceFact;
