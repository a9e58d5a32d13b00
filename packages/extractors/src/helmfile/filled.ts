import {
  imageParts,
  joinPath,
  type Location,
  locate,
  type ReferenceFact,
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

const ofValues =
  /^\{\{-?\s{0,9}\$?\.(?:Values|StateValues|Environment\.Values)\.(?<name>[\w.]{1,200})\s{0,9}(?:\|\s{0,9}quote\s{0,9})?-?\}\}$/;

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

const eachOfValues = new RegExp(ofValues.source.slice(1, -1), 'g');

/** An image with what values give of its name and tag. */
export function filledImage(
  image: ReferenceFact,
  values: ReadonlyMap<string, Value>,
): { readonly image: ReferenceFact; readonly via: readonly Location[] } {
  const via: Location[] = [];
  const { name, request, digest, unresolved: _unresolved, ...rest } = image;
  const filled = (text: string) =>
    text.replaceAll(eachOfValues, (found, key: string) => {
      const value = values.get(key);
      if (value) via.push(locate(value.path, value.fact.place));
      return value?.fact.text ?? found;
    });
  const repository = filled(name);
  const tag = request.is === 'nothing' ? '' : `:${filled(request.text)}`;
  const text = `${repository}${tag}${digest === undefined ? '' : `@${digest}`}`;
  if (via.length === 0 || image.kind !== 'container-image') return { image, via: [] };
  return { image: { ...rest, ...imageParts(text, () => undefined), slots: [] }, via };
}
