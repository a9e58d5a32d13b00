import { type HclValue, objectValue, plainString } from '@fineprint/core';
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import type { Expression } from './facts.ts';

const maxInstances = 200;

/** What `each` is in every block that `for_each` makes; one nameless instance where that is not known. */
export function instancesOf(
  directory: ModuleDirectory,
  path: string,
  forEach: Expression | null,
  names: Names = noNames,
): readonly Names[] {
  if (!forEach) return [names];
  const elements = elementsOf(directory.value(path, forEach, names));
  if (elements === null || elements.length > maxInstances) return [names];
  return elements.map(([key, value]) => ({
    ...names,
    each: objectValue([
      { key: plainString('key'), value: key },
      { key: plainString('value'), value },
    ]),
  }));
}

function elementsOf(value: HclValue): readonly (readonly [HclValue, HclValue])[] | null {
  if (value.is === 'list' && value.missing === undefined) return value.items.map((item) => [item, item]);
  if (value.is !== 'object' || value.missing !== undefined) return null;
  return [...value.entries.values()].map(({ key, value }) => [key, value]);
}
