import { alternativesOf } from '../alternatives.ts';
import { asText, canonicalNumber } from '../convert.ts';
import { sortedEntries } from '../iterate.ts';
import { areEqual, computedNumber } from '../operators.ts';
import {
  boolValue,
  failure,
  type HclValue,
  listValue,
  nullValue,
  type ObjectEntry,
  objectValue,
  unknownValue,
} from '../value.ts';
import {
  boolAt,
  boundedList,
  type FunctionTable,
  integerAt,
  itemsAt,
  known,
  maxItems,
  numberAt,
  objectAt,
  ofAnything,
  ofElements,
  Refusal,
  textAt,
  textOf,
  textsAt,
} from './arguments.ts';
import { sortedTexts } from './strings.ts';

const many = 1_000;

/** https://developer.hashicorp.com/terraform/language/functions#collection-functions, without those of sets */
export const collectionFunctions: FunctionTable = {
  length: ofElements(1, 1, ([value]) => length(value)),
  element: ofElements(2, 2, (args) => element(itemsAt(args, 0), integerAt(args, 1))),
  index: known(2, 2, (args) => indexOf(itemsAt(args, 0), args[1])),
  contains: known(2, 2, (args) => boolValue(itemsAt(args, 0).some((item) => areAlike(item, args[1])))),
  keys: ofElements(1, 1, (args) =>
    listValue(sortedEntries(objectAt(args, 0).entries.values()).map((entry) => entry.key)),
  ),
  values: ofElements(1, 1, (args) =>
    listValue(sortedEntries(objectAt(args, 0).entries.values()).map((entry) => entry.value)),
  ),
  lookup: ofAnything(2, 3, lookup),
  merge: ofAnything(0, many, merge),
  concat: ofAnything(1, many, concat),
  flatten: ofAnything(1, 1, flatten),
  compact: known(1, 1, (args) => listValue(itemsAt(args, 0).filter((item) => asText(item)?.text))),
  coalesce: ofAnything(1, many, coalesce),
  coalescelist: ofAnything(1, many, coalesceList),
  range: known(1, 3, range),
  reverse: ofElements(1, 1, (args) => listValue(itemsAt(args, 0).toReversed())),
  slice: ofElements(3, 3, (args) => slice(itemsAt(args, 0), integerAt(args, 1), integerAt(args, 2))),
  sort: known(1, 1, (args) => listValue(sortedTexts(args))),
  zipmap: ofElements(2, 2, zipmap),
  one: ofElements(1, 1, (args) => one(itemsAt(args, 0))),
  chunklist: ofElements(2, 2, (args) => chunks(itemsAt(args, 0), integerAt(args, 1))),
  transpose: known(1, 1, transpose),
  matchkeys: known(3, 3, matchKeys),
  alltrue: known(1, 1, (args) =>
    boolValue(itemsAt(args, 0).every((_, index) => boolAt(itemsAt(args, 0), index))),
  ),
  anytrue: known(1, 1, (args) =>
    boolValue(itemsAt(args, 0).some((_, index) => boolAt(itemsAt(args, 0), index))),
  ),
};

/** Compares as `contains` does: "1" and 1 are one thing in a list. */
function areAlike(a: HclValue, b: HclValue | undefined): boolean {
  if (b === undefined) return false;
  if (areEqual(a, b) === true) return true;
  const [first, second] = [asText(a), asText(b)];
  return first?.is === 'string' && second?.is === 'string' && first.text === second.text;
}

function length(value: HclValue | undefined): HclValue {
  if (value?.is === 'list') return computedNumber(value.items.length);
  if (value?.is === 'object') return computedNumber(value.entries.size);
  return computedNumber([...new Intl.Segmenter('en').segment(textOf(value, 0).text)].length);
}

function element(items: readonly HclValue[], index: number): HclValue {
  if (items.length === 0) throw new Refusal('The list is empty.');
  return items.at(index % items.length) ?? nullValue;
}

function indexOf(items: readonly HclValue[], value: HclValue | undefined): HclValue {
  const index = items.findIndex((item) => areAlike(item, value));
  if (index < 0) throw new Refusal('The list has no such element.');
  return computedNumber(index);
}

function lookup(args: readonly HclValue[]): HclValue {
  const [map, key, fallback] = args;
  if (map?.is === 'unknown') return unknownValue(map.reason, { alternatives: [] });
  const name = key === undefined ? undefined : asText(key);
  if (name?.is === 'unknown') return unknownValue(name.reason);
  const object = objectAt(args, 0);
  const found = object.entries.get(textAt(args, 1).text)?.value;
  if (found !== undefined) return found;
  if (object.missing !== undefined) return unknownValue(object.missing);
  return fallback ?? failure(`The object has no "${name?.text ?? ''}".`);
}

/** An unknown object may override what stands before it, and add what is not there. */
function merge(args: readonly HclValue[]): HclValue {
  const entries = new Map<string, ObjectEntry>();
  let missing: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument.is === 'null') continue;
    if (argument.is === 'unknown') {
      missing ??= argument.reason;
      for (const [name, { key, value }] of entries) {
        const alternatives = [...alternativesOf(value), unknownValue(argument.reason)];
        entries.set(name, { key, value: unknownValue(argument.reason, { alternatives }) });
      }
      continue;
    }
    const object = objectAt(args, index);
    missing ??= object.missing;
    for (const [name, entry] of object.entries) entries.set(name, entry);
  }
  return objectValue(entries.values(), missing);
}

function concat(args: readonly HclValue[]): HclValue {
  const items: HclValue[] = [];
  let missing: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument.is === 'unknown') missing ??= argument.reason;
    else {
      if (argument.is === 'list') missing ??= argument.missing;
      for (const item of itemsAt(args, index)) items.push(item);
    }
  }
  return items.length > maxItems ? boundedList(items) : listValue(items, missing);
}

function flatten([value]: readonly HclValue[]): HclValue {
  if (value?.is === 'unknown') return unknownValue(value.reason);
  if (value?.is !== 'list') throw new Refusal('Only a list can be flattened.');
  const items: HclValue[] = [];
  let missing = value.missing;
  const open: HclValue[] = value.items.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.is === 'unknown') missing ??= next.reason;
    if (next.is !== 'list') {
      items.push(next);
      continue;
    }
    missing ??= next.missing;
    for (const item of next.items.toReversed()) open.push(item);
  }
  return listValue(items, missing);
}

function coalesce(args: readonly HclValue[]): HclValue {
  for (const [index, argument] of args.entries()) {
    if (argument.is === 'unknown') {
      const rest = args.slice(index).flatMap(alternativesOf);
      return unknownValue(argument.reason, { pieces: argument.pieces, alternatives: rest.slice(0, 8) });
    }
    const isEmpty = argument.is === 'null' || (argument.is === 'string' && argument.text === '');
    if (!isEmpty) return argument;
  }
  throw new Refusal('All arguments are null or empty.');
}

function coalesceList(args: readonly HclValue[]): HclValue {
  for (const argument of args) {
    if (argument.is === 'unknown') return unknownValue(argument.reason, { alternatives: args.slice(0, 8) });
    if (argument.is === 'list' && (argument.items.length > 0 || argument.missing !== undefined))
      return argument;
  }
  throw new Refusal('All lists are empty.');
}

function range(args: readonly HclValue[]): HclValue {
  const [start, limit] = args.length === 1 ? [0, numberAt(args, 0)] : [numberAt(args, 0), numberAt(args, 1)];
  const step = args.length === 3 ? numberAt(args, 2) : start <= limit ? 1 : -1;
  const count = Math.ceil((limit - start) / step);
  if (step === 0 || (count < 0 && args.length === 3)) throw new Refusal('The range never ends.');
  // Terraform itself makes at most 1,024 numbers.
  if (count > 1024) throw new Refusal('A range has at most 1024 numbers.');
  return listValue(
    Array.from({ length: Math.max(count, 0) }, (_, index) => computedNumber(start + index * step)),
  );
}

function slice(items: readonly HclValue[], start: number, end: number): HclValue {
  if (start < 0 || end > items.length || start > end) throw new Refusal('The range is not within the list.');
  return listValue(items.slice(start, end));
}

function zipmap(args: readonly HclValue[]): HclValue {
  const values = itemsAt(args, 1);
  const keys = textsAt(args, 0);
  if (keys.length !== values.length) throw new Refusal('The lists differ in length.');
  return objectValue(keys.map((key, index) => ({ key, value: values[index] ?? nullValue })));
}

function one(items: readonly HclValue[]): HclValue {
  if (items.length > 1) throw new Refusal('The list has more than one element.');
  return items[0] ?? nullValue;
}

function chunks(items: readonly HclValue[], size: number): HclValue {
  if (size < 0) throw new Refusal('The size is negative.');
  if (size === 0) return listValue(items.length === 0 ? [] : [listValue(items)]);
  const made: HclValue[] = [];
  for (let at = 0; at < items.length; at += size) made.push(listValue(items.slice(at, at + size)));
  return listValue(made);
}

function transpose(args: readonly HclValue[]): HclValue {
  const turned = new Map<string, { readonly key: ReturnType<typeof textOf>; readonly items: HclValue[] }>();
  for (const { key, value } of sortedEntries(objectAt(args, 0).entries.values())) {
    for (const item of textsAt([value], 0)) {
      const found = turned.get(item.text) ?? { key: item, items: [] };
      found.items.push(key);
      turned.set(item.text, found);
    }
  }
  return objectValue(
    sortedEntries([...turned.values()].map(({ key, items }) => ({ key, value: listValue(items) }))),
  );
}

function matchKeys(args: readonly HclValue[]): HclValue {
  const keys = itemsAt(args, 1);
  const wanted = new Set(itemsAt(args, 2).map(comparable));
  if (keys.length !== itemsAt(args, 0).length) throw new Refusal('The lists differ in length.');
  return listValue(itemsAt(args, 0).filter((_, index) => wanted.has(comparable(keys[index] ?? nullValue))));
}

/** Writes a primitive so that equal ones are equal strings. */
function comparable(value: HclValue): string {
  return value.is === 'number' ? canonicalNumber(value.text) : textOf(value, 1).text;
}
