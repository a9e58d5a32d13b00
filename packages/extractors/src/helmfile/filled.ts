import {
  imageParts,
  joinPath,
  type Location,
  locate,
  type Occurrence,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { HelmfileFact, ReleaseFact, ValueFact } from './facts.ts';

/** A release whose version stands in values; `value` is where. */
export interface FilledRelease extends ReleaseFact {
  readonly value?: Location;
}

interface Value {
  readonly path: string;
  readonly fact: ValueFact;
}

const deepestBase = 10;

/** What a state file is given by its name: values of its bases, then those of its own, files where they are named. */
export function stateValues(
  { path, files }: UnitFiles<HelmfileFact>,
  tree: Tree<HelmfileFact>,
  depth: number,
): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const unitAt = (relative: string) => tree.unit(joinPath(folder === '' ? '.' : folder, relative) ?? '');
  for (const fact of files.flatMap((file) => file.facts)) {
    if (fact.is === 'value') found.set(fact.name, { path, fact });
    if ((fact.is !== 'base' && fact.is !== 'values-file') || depth >= deepestBase) continue;
    const unit = unitAt(fact.path);
    if (unit) for (const [name, value] of stateValues(unit, tree, depth + 1)) found.set(name, value);
  }
  return found;
}

const value =
  /\{\{-?\s{0,9}\$?\.(?:Values|StateValues|Environment\.Values)\.(?<name>[\w.]{1,200})\s{0,9}(?:\|\s{0,9}quote\s{0,9})?-?\}\}/g;
const ofValues = new RegExp(`^${value.source}$`);

/** A release with the version that values give it, as they are where nobody chooses an environment. */
export function filledIn(release: ReleaseFact, values: ReadonlyMap<string, Value>): FilledRelease {
  const { request, unresolved, ...reference } = release.reference;
  const text = request.is === 'nothing' ? '' : request.text;
  const value = values.get(ofValues.exec(text)?.groups?.name ?? '');
  if (!value || unresolved?.part !== 'version') return release;
  return {
    ...release,
    // The value stands in another file, or serves other releases as well: nothing is written in its place.
    reference: { ...reference, request: { is: 'version', text: value.fact.text }, slots: [] },
    value: locate(value.path, value.fact.place),
  };
}

/** An image among the values of a release, with what values of the state file say of its name and its tag. */
export function filledImage(occurrence: Occurrence, values: ReadonlyMap<string, Value>): Occurrence {
  const { unresolved, kind, name, request } = occurrence;
  if (kind !== 'container-image' || !unresolved) return occurrence;
  const via: Location[] = [];
  const written = request.is === 'nothing' ? name : `${name}:${request.text}`;
  const text = written.replaceAll(value, (expression, key: string) => {
    const found = values.get(key);
    if (found) via.push(locate(found.path, found.fact.place));
    return found?.fact.text ?? expression;
  });
  if (via.length === 0) return occurrence;
  const { unresolved: _, ...known } = occurrence;
  return { ...known, ...imageParts(text, () => undefined), via };
}
