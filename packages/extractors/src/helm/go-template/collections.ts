import { equality } from './logic.ts';
import {
  dictionary,
  field,
  type Mapping,
  mostLayers,
  nothing,
  plain,
  type Result,
  textOf,
} from './result.ts';

/** A mapping of keys and values in turn. */
export function dict(given: readonly Result[]): Result {
  const entries: [string, Result][] = [];
  for (let at = 0; at < given.length; at += 2) entries.push([plain(given[at]), given[at + 1] ?? nothing]);
  return dictionary(entries);
}

/** What stands under a key of a mapping, or at a place of a list. */
export function item(value: Result | undefined, key: Result): Result | undefined {
  if (value?.is === 'map') return field(value, plain(key)) ?? nothing;
  return value?.is === 'list' ? value.items[Number(plain(key))] : undefined;
}

/** Mappings laid over one another, the uppermost first. */
export function merged(given: readonly Result[]): Result | undefined {
  const maps = given.filter((value): value is Mapping => value.is === 'map');
  if (given.some(({ is }) => is === 'unknown')) return undefined;
  return { is: 'map', layers: maps.flatMap(({ layers }) => layers).slice(0, mostLayers) };
}

/** How long a list or a text is. */
export function length(value: Result | undefined): Result | undefined {
  if (value?.is === 'list') return textOf(String(value.items.length));
  return value?.is === 'text' ? textOf(String(plain(value).length)) : undefined;
}

const mostItems = 100;

/** Whether a list has an item. */
export function has(value: Result | undefined, list: Result | undefined): Result | undefined {
  return list?.is === 'list' && value && list.items.length <= mostItems
    ? equality(value, list.items)
    : undefined;
}
