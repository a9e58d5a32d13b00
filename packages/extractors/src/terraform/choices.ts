import { type HclValue, hclText } from '@fineprint/core';
import { inContexts } from './callers.ts';
import type { ModuleDirectory, Names } from './directory.ts';
import { noNames } from './directory.ts';
import type { Expression, Repeat } from './facts.ts';
import { instancesOf } from './instances.ts';

/** A value that an expression has; optional where it is one of several that a condition decides between. */
export interface Choice {
  readonly value: HclValue;
  readonly isOptional: boolean;
}

/**
 * Lists the values of an expression in every instance of its block, by the defaults of the module and in every context
 * in which it is called. What only a default leaves open, a call has filled in.
 */
export function choicesIn(
  directory: ModuleDirectory,
  path: string,
  expression: Expression,
  repeats: readonly Repeat[],
  contexts: readonly Names[],
): readonly Choice[] {
  const valuesWith = (names: Names) =>
    instancesOf(directory, path, repeats, names).flatMap((each) =>
      choicesOf(directory.value(path, expression, each)),
    );
  const byDefault = valuesWith(noNames);
  if (contexts.length === 0) return distinct(byDefault);
  const given = inContexts(directory, contexts, valuesWith);
  const known = byDefault.filter(({ value }) => value.is !== 'unknown');
  return distinct([...known, ...given]);
}

/** The values that one value may be. */
export function choicesOf(value: HclValue): readonly Choice[] {
  return value.is === 'unknown' && value.alternatives.length > 0
    ? value.alternatives.map((alternative) => ({ value: alternative, isOptional: true }))
    : [{ value, isOptional: false }];
}

/** The same text from the same places is one choice, whichever call gave it. */
function distinct(choices: readonly Choice[]): readonly Choice[] {
  const found = new Map<string, Choice>();
  for (const choice of choices) {
    const { value } = choice;
    const pieces = value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
    const places = pieces.map(({ place }) => (place ? `${place.file}:${place.start}:${place.end}` : ''));
    const text = hclText(value);
    const key = text === null ? `${found.size}` : `${text}\0${places.join()}`;
    if (!found.has(key)) found.set(key, choice);
  }
  return [...found.values()];
}
