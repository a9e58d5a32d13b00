import type { Fact } from '../model/extractor.ts';
import type { Place } from '../model/location.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Slot } from '../model/slot.ts';

/** A slot whose file is the one that was read. */
export interface PlacedSlot extends Omit<Slot, 'at'> {
  readonly place: Place;
}

/** A component that a file names by itself: an occurrence of which only the path is missing. */
export interface ReferenceFact extends Fact, Omit<Occurrence, 'at' | 'slots' | 'via'> {
  readonly is: 'reference';
  readonly slots: readonly PlacedSlot[];
  readonly via: readonly Place[];
}
