import type { PlacedSlot, ReferenceFact } from '../reference/index.ts';
import type { CloudFormationFact, CloudFormationReading } from './reading.ts';

/**
 * What is said once, however many resources take it; and a place that two references share is a slot only if it is
 * the same one of both.
 */
export function* settled(reading: CloudFormationReading): CloudFormationReading {
  const facts = new Map<string, CloudFormationFact>();
  for (const item of reading) {
    if (item.is === 'problem') yield item;
    else if (!facts.has(keyOf(item))) facts.set(keyOf(item), item);
    if (facts.size > mostFacts) break;
  }
  const references = [...facts.values()].filter((fact) => fact.is === 'reference');
  const users = countsOf(references.flatMap((fact) => [...touched(fact)].map(String)));
  const holders = countsOf(
    references.flatMap((fact) =>
      [...touched(fact)].flatMap((at) => fact.slots.map((slot) => `${at}:${nameOf(slot)}`)),
    ),
  );
  for (const fact of facts.values()) {
    if (fact.is !== 'reference' || fact.slots.length === 0) yield fact;
    else {
      const isOwn = (slot: PlacedSlot) =>
        placesAround(fact, slot).every((at) => users.get(`${at}`) === holders.get(`${at}:${nameOf(slot)}`));
      yield { ...fact, slots: fact.slots.filter(isOwn) };
    }
  }
}

// As many as are taken of one file, and the one that makes the scan say so.
const mostFacts = 10_000;

function keyOf(fact: CloudFormationFact): string {
  const { start } = fact.place;
  if (fact.is !== 'reference') return `${fact.is}:${start}`;
  const { kind, name, subpath = '', request, digest = '' } = fact;
  const asked = request.is === 'nothing' ? '' : request.text;
  return [start, kind, name, subpath, asked, digest].join('\0');
}

/** Where the places begin that a reference is made of. */
function touched({ place, via }: ReferenceFact): ReadonlySet<number> {
  return new Set([place, ...via].map(({ start }) => start));
}

function placesAround(fact: ReferenceFact, { place }: PlacedSlot): readonly number[] {
  return [fact.place, ...fact.via]
    .filter(({ start, end }) => start <= place.start && place.end <= end)
    .map(({ start }) => start);
}

function nameOf({ is, place }: PlacedSlot): string {
  return `${is}:${place.start}`;
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
