import type { ChosenFact, DependencyFact, Fact, Place, ReferenceFact } from '@fineprint/core';

/** What a build script names: an artifact, or a plugin by its id. */
export interface CoordinatesFact extends Fact {
  readonly is: 'coordinates';
  readonly group: string;
  readonly artifact: string;
  /** As written, with variables; `null` where a platform says it. */
  readonly version: string | null;
  readonly versionPlace: Place | null;
  /** The configuration that asks for it: `testImplementation`, `classpath`, `plugin`. */
  readonly configuration: string;
  readonly text: string;
}

/** A variable or property of a build script, or of `gradle.properties`. */
export interface VariableFact extends Fact {
  readonly is: 'variable';
  readonly name: string;
  readonly value: string;
}

/** `testImplementation(libs.junit.jupiter)`: an entry of a catalogue is asked for. */
export interface UseFact extends Fact {
  readonly is: 'use';
  /** The accessor without the name of the catalogue: `junit.jupiter`, `plugins.kotlin.jvm`. */
  readonly accessor: string;
  readonly configuration: string;
}

/** A library or plugin of a catalogue. */
export interface EntryFact extends DependencyFact {
  readonly accessor?: string;
}

/** The hashes of an artifact (`verification-metadata.xml`). */
export interface VerifiedFact extends Fact {
  readonly is: 'verified';
  readonly name: string;
  readonly version: string;
  readonly hashes: readonly string[];
}

/** Everything that the files of Gradle say. */
export type GradleFact =
  | CoordinatesFact
  | VariableFact
  | UseFact
  | EntryFact
  | VerifiedFact
  | ChosenFact
  | ReferenceFact;
