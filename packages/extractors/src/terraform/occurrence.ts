import { type HclValue, type Linked, type Location, type Slot, type Span, writtenAt } from '@fineprint/core';
import { type ModuleDirectory, viaOf } from './directory.ts';
import type { Expression } from './facts.ts';
import { spanOf } from './written.ts';

/** A place and the text there, for an occurrence. */
export interface Reference {
  readonly at: Location;
  readonly text: string;
}

/** The reference that an expression is, as it is written. */
export function referenceAt(directory: ModuleDirectory, path: string, expression: Expression): Reference {
  const span = spanOf(expression);
  return { at: directory.location(path, span), text: directory.written(path, span) };
}

/** The text of an evaluated value; parts that are not known stand in it as their source. */
export function textOf(value: HclValue): string | null {
  return value.is === 'string' || value.is === 'number' || value.is === 'unknown' ? value.text : null;
}

/** Makes the slot of a range of an evaluated value, where it is written in one place. */
export function slotsOf(
  directory: ModuleDirectory,
  is: Slot['is'],
  value: HclValue,
  range?: Span,
): readonly Slot[] {
  const text = textOf(value);
  const found = range ? writtenAt(value, range.start, range.end) : writtenAt(value);
  if (text === null || !found) return [];
  const { place, exact } = found;
  const at = directory.location(place.file, place);
  return [{ is, value: range ? text.slice(range.start, range.end) : text, at, verbatim: exact }];
}

/** Lists distinct places that several values came through. */
export function viaOfAll(
  directory: ModuleDirectory,
  values: readonly (HclValue | null)[],
  at: Location,
): readonly Location[] {
  const found = new Map<string, Location>();
  for (const value of values) {
    for (const location of value ? viaOf(directory, value, at) : []) {
      found.set(`${location.path}:${location.start}:${location.end}`, location);
    }
  }
  return [...found.values()];
}

/** An occurrence as `link` yields it. */
export type LinkedOccurrence = Extract<Linked, { is: 'occurrence' }>;
