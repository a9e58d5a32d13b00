import type { Location } from '@fineprint/core';
import { isMap, type Removal } from './lists.ts';

/** Where a value of the effective policy was written. */
export interface Origin {
  /** `default`, a ready-made policy, or the file. */
  readonly name: string;
  /** Place in the policy text, or `null` for a default of the rules themselves. */
  readonly location: Location | null;
  readonly isReadyMade: boolean;
  readonly inRoot: boolean;
}

/** A value with its origin. */
export interface Placed {
  readonly is: 'value';
  readonly value: unknown;
  readonly origin: Origin;
}

/** A policy of several files laid over each other, in which each value knows its origin. */
export type Layered =
  | Placed
  | { readonly is: 'list'; readonly items: readonly Placed[]; readonly origin: Origin }
  | { readonly is: 'map'; readonly entries: ReadonlyMap<string, Layered> };

/** What is laid over a policy. */
export interface Layer {
  readonly value: Readonly<Record<string, unknown>>;
  originOf(path: readonly PropertyKey[]): Origin;
  /** What a list takes away where it adds to the one below it; `undefined` where it replaces. */
  removalsAt(path: readonly PropertyKey[]): readonly Removal[] | undefined;
  /** Called for what a list removes that was not there. */
  missed(removal: Removal): void;
}

/** How many levels of keys of a section are laid over each other; what lies deeper is one value and is replaced whole. */
const keyedLevels: Readonly<Record<string, number>> = {
  rules: 2,
  licenses: 1,
  pinning: 1,
  sources: 1,
  obligations: 1,
  'custom-rules': 1,
};

/** Lays a file over a policy, section by section: it wins key by key, and a list replaces or changes a list. */
export function layOver(base: Layered | null, layer: Layer): Layered {
  const entries = new Map(base?.is === 'map' ? base.entries : []);
  for (const [section, value] of Object.entries(layer.value)) {
    if (value === undefined) continue;
    const below = entries.get(section) ?? null;
    entries.set(section, laid(below, value, [section], keyedLevels[section] ?? 0, layer));
  }
  return { is: 'map', entries };
}

function laid(
  below: Layered | null,
  value: unknown,
  path: readonly PropertyKey[],
  levels: number,
  layer: Layer,
): Layered {
  if (Array.isArray(value)) return laidList(below, value, path, layer);
  if (!isMap(value) || levels === 0) return { is: 'value', value, origin: layer.originOf(path) };
  const entries = new Map(below?.is === 'map' ? below.entries : []);
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    entries.set(key, laid(entries.get(key) ?? null, inner, [...path, key], levels - 1, layer));
  }
  return { is: 'map', entries };
}

function laidList(
  below: Layered | null,
  value: readonly unknown[],
  path: readonly PropertyKey[],
  layer: Layer,
): Layered {
  const own = value.map(
    (item, index): Placed => ({ is: 'value', value: item, origin: layer.originOf([...path, index]) }),
  );
  const removals = layer.removalsAt(path);
  if (removals === undefined) return { is: 'list', items: own, origin: layer.originOf(path) };
  const before = below?.is === 'list' ? below.items : [];
  for (const removal of removals)
    if (!before.some((item) => isSame(item.value, removal.entry))) layer.missed(removal);
  const kept = before.filter((item) => !removals.some(({ entry }) => isSame(item.value, entry)));
  return { is: 'list', items: [...kept, ...own], origin: layer.originOf(path) };
}

/** An entry is removed as it is written, or by its id where it has one. */
function isSame(value: unknown, entry: unknown): boolean {
  return (
    canonicalJson(value) === canonicalJson(entry) ||
    (isMap(value) && value.id !== undefined && value.id === entry)
  );
}

/** What a layered policy says, without its origins. */
export function plainValue(layered: Layered): unknown {
  switch (layered.is) {
    case 'value':
      return layered.value;
    case 'list':
      return layered.items.map(({ value }) => value);
    case 'map':
      return Object.fromEntries([...layered.entries].map(([key, inner]) => [key, plainValue(inner)]));
  }
}

/** JSON with sorted keys: the same policy gives the same bytes however it is written. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
