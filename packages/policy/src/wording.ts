import {
  type JudgedComponent,
  type NonEmpty,
  nonEmpty,
  placeInRepository,
  type ReportLocation,
} from '@fineprint/core';

/** A component as a sentence names it: `hashicorp/consul 1.20.0`. */
export function named({ name, subpath, version, requested }: JudgedComponent): string {
  const at = version ?? requested;
  const whole = `${name}${subpath ? `#${subpath}` : ''}`;
  return quotable(at === null ? whole : `${whole} ${at}`);
}

/** What a component is licensed as a sentence goes on, with the branch of a choice that the policy takes: `is licensed MIT OR GPL-2.0-only (taken as MIT)`. */
export function licensedAs({ license: { concluded, effective } }: JudgedComponent): string {
  const { expression } = concluded;
  if (expression === null) return 'has no licence';
  const isChoice = effective !== null && / OR /.test(expression);
  return `is licensed ${expression}${isChoice ? ` (taken as ${effective})` : ''}`;
}

/** Every place where the repository names a component, in their order and once each. */
export function placesOf({ occurrences }: JudgedComponent): NonEmpty<ReportLocation> {
  const places = occurrences.map(placeInRepository);
  const distinct = new Map(places.map((place) => [`${place.line}:${place.column}:${place.path}`, place]));
  return nonEmpty([...distinct.values()]);
}

/** A text from a file as a sentence can hold it: on one line, and not without end. */
export function quotable(text: string): string {
  const line = text
    .slice(0, longest + 1)
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > longest ? `${line.slice(0, longest).replace(halfLetter, '')}…` : line;
}

const longest = 160;
// A letter may be two units of UTF-16, of which a cut leaves the first.
const halfLetter = /[\uD800-\uDBFF]$/;
