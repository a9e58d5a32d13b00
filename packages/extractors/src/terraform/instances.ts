import { type HclValue, objectValue, plainString } from '@fineprint/core';
import { choicesOf } from './choices.ts';
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import type { Repeat } from './facts.ts';

const maxInstances = 200;

/**
 * What `each`, and the iterators of `dynamic` blocks, are in every block that they make; one instance without a name where
 * that is not known.
 */
export function instancesOf(
  directory: ModuleDirectory,
  path: string,
  repeats: readonly Repeat[],
  names: Names = noNames,
): readonly Names[] {
  const { effort } = directory;
  effort.instances -= 1;
  let instances: readonly Names[] = [names];
  for (const { name, over } of repeats) {
    const repeated = instances.flatMap((instance) =>
      choicesOf(directory.value(path, over, instance)).flatMap(({ value }) => {
        const elements = elementsOf(value);
        if (elements === null || elements.length > maxInstances) return [instance];
        return elements.map(([key, element]) => withIterator(instance, name, key, element));
      }),
    );
    if (repeated.length <= maxInstances) instances = repeated;
  }
  effort.instances -= instances.length;
  return instances;
}

function withIterator(names: Names, name: string, key: HclValue, value: HclValue): Names {
  const iterator = objectValue([
    { key: plainString('key'), value: key },
    { key: plainString('value'), value },
  ]);
  return { ...names, iterators: new Map([...names.iterators, [name, iterator]]) };
}

function elementsOf(value: HclValue): readonly (readonly [HclValue, HclValue])[] | null {
  if (value.is === 'list' && value.missing === undefined) return value.items.map((item) => [item, item]);
  if (value.is !== 'object' || value.missing !== undefined) return null;
  return [...value.entries.values()].map(({ key, value }) => [key, value]);
}
