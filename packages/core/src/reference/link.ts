import type { Linked, UnitFiles } from '../model/extractor.ts';
import { type Location, locate, type Place } from '../model/location.ts';
import type { Usage } from '../model/usage.ts';
import type { ReferenceFact } from './fact.ts';
import { ownSlots } from './own-slots.ts';

/** Links files whose facts are references already; `usageOf` may tell their usage from the path. */
export function* linkReferences(
  unit: UnitFiles<ReferenceFact>,
  kind: string,
  usageOf: (path: string, usage: Usage) => Usage = (_, usage) => usage,
): Iterable<Linked> {
  yield { is: 'unit', kind };
  const occurrences = unit.files.flatMap(({ path, facts }) =>
    facts.map((fact) => ({ ...occurrenceOf(path, fact), usage: usageOf(path, fact.usage) })),
  );
  for (const occurrence of ownSlots(occurrences)) yield { is: 'occurrence', ...occurrence };
}

/** The occurrence that a reference is, once the path of its file is known. */
export function occurrenceOf(path: string, fact: ReferenceFact) {
  return locatedOccurrence(fact, (place) => locate(path, place));
}

/** The same where the reference was read from several files: `at` answers in which of them a place is. */
export function locatedOccurrence(
  { is: _is, place, slots, via, ...rest }: ReferenceFact,
  at: (place: Place) => Location,
) {
  return {
    ...rest,
    at: at(place),
    slots: slots.map(({ place: slotPlace, ...slot }) => ({ ...slot, at: at(slotPlace) })),
    via: via.map(at),
  };
}
