import type { Fact, Occurrence, Place, Slot } from '@fineprint/core';

/** A slot whose file is the one that was read. */
export interface PlacedSlot extends Omit<Slot, 'at'> {
  readonly place: Place;
}

/** A component that the file names; all that its ARGs say stands in the same file, so only its path is missing. */
export interface ReferenceFact extends Fact, Omit<Occurrence, 'at' | 'slots' | 'via'> {
  readonly is: 'reference';
  readonly slots: readonly PlacedSlot[];
  readonly via: readonly Place[];
}

export type DockerfileFact = ReferenceFact;
