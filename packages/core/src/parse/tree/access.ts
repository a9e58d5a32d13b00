import type { AliasNode, Entry, ListNode, MapNode, Node, Resolved, ScalarNode } from './node.ts';

/** One step of a path into a tree: a key or a list index. */
export type Step = string | number;

/** An entry whose value has its alias followed. */
export interface ResolvedEntry {
  readonly key: ScalarNode;
  readonly value: Resolved;
}

/** Follows an alias to what it stands for. */
export function resolve(node: Node): Resolved {
  return node.is === 'alias' ? node.target : node;
}

/** Walks keys and indexes down from a node, through aliases and merge keys; the last of equal keys wins. */
export function get(node: Node | undefined, ...path: readonly Step[]): Resolved | undefined {
  let here = node && resolve(node);
  for (const step of path) {
    const next = here && child(here, step);
    here = next && resolve(next);
  }
  return here;
}

/** Reads the scalar at a path; a mapping, a list or nothing there gives undefined. */
export function scalarOf(node: Node | undefined, ...path: readonly Step[]): ScalarNode | undefined {
  const found = get(node, ...path);
  return found?.is === 'scalar' ? found : undefined;
}

/** Reads the scalar at a path where it says something: null and the empty string give undefined. */
export function writtenScalar(node: Node | undefined, ...path: readonly Step[]): ScalarNode | undefined {
  const found = scalarOf(node, ...path);
  return found === undefined || found.isNull || found.text === '' ? undefined : found;
}

/** Reads the text of the scalar at a path; null gives undefined, an empty string gives an empty string. */
export function textOf(node: Node | undefined, ...path: readonly Step[]): string | undefined {
  const found = scalarOf(node, ...path);
  return found === undefined || found.isNull ? undefined : found.text;
}

/** Reads the mapping at a path. */
export function mapOf(node: Node | undefined, ...path: readonly Step[]): MapNode | undefined {
  const found = get(node, ...path);
  return found?.is === 'map' ? found : undefined;
}

/** Reads the list at a path. */
function listOf(node: Node | undefined, ...path: readonly Step[]): ListNode | undefined {
  const found = get(node, ...path);
  return found?.is === 'list' ? found : undefined;
}

/** Lists the items at a path with aliases followed; what is not a list has none. */
export function items(node: Node | undefined, ...path: readonly Step[]): readonly Resolved[] {
  return listOf(node, ...path)?.items.map(resolve) ?? [];
}

/** Lists the scalars at a path: those of a list, or the one that stands there alone; nulls are left out. */
export function scalarsOf(node: Node | undefined, ...path: readonly Step[]): readonly ScalarNode[] {
  const found = get(node, ...path);
  const all = found?.is === 'list' ? found.items.map(resolve) : found ? [found] : [];
  return all.filter((each): each is ScalarNode => each.is === 'scalar' && !each.isNull);
}

/**
 * Lists the effective entries at a path: the last of equal keys, merged entries after own ones.
 * Between template branches, equal keys are alternatives and all of them are listed.
 */
export function entries(node: Node | undefined, ...path: readonly Step[]): readonly ResolvedEntry[] {
  const map = mapOf(node, ...path);
  if (!map) return [];
  return effectiveEntries(map).map(({ key, value }) => ({ key, value: resolve(value) }));
}

function effectiveEntries(map: MapNode): readonly Entry[] {
  if (!map.merges && !map.repeats) return map.entries;
  const index = indexOf(map);
  if (!map.branching) return [...index.values()];
  const own = map.merges ? map.entries.filter((entry) => !isMergeKey(entry.key)) : map.entries;
  const written = new Set(map.entries);
  const merged = index.values().filter((entry) => !written.has(entry));
  return map.merges ? [...own, ...merged] : own;
}

/** Lists every value of one key, so that both branches of a template's `if` are seen; the winner is last. */
export function alternatives(node: Node | undefined, key: string): readonly Resolved[] {
  const map = mapOf(node);
  if (!map) return [];
  const own = map.entries.filter((entry) => entry.key.text === key).map(({ value }) => resolve(value));
  if (own.length > 0) return map.branching ? own : own.slice(-1);
  const merged = child(map, key);
  return merged ? [resolve(merged)] : [];
}

/** What a visitor answers to keep `walk` out of a node's children. */
export const SKIP: unique symbol = Symbol('skip');

/**
 * Visits a node and everything below it, parents first, through aliases and merge keys; the path changes after a visit.
 * It ends: readers cut recursive aliases and those that would multiply a document (see `MAX_EXPANSION`).
 */
export function walk(
  node: Node | undefined,
  visit: (node: Resolved, path: readonly Step[]) => typeof SKIP | undefined,
): void {
  const path: Step[] = [];
  if (node) visitBelow(node);

  function visitBelow(at: Node): void {
    const here = resolve(at);
    if (visit(here, path) === SKIP || here.is === 'scalar') return;
    if (here.is === 'map') for (const { key, value } of effectiveEntries(here)) step(key.text, value);
    else for (const [index, item] of here.items.entries()) step(index, item);
  }

  function step(to: Step, node: Node): void {
    path.push(to);
    visitBelow(node);
    path.pop();
  }
}

/** Tells whether a node is a `*name`. */
export function isAlias(node: Node): node is AliasNode {
  return node.is === 'alias';
}

function child(node: Resolved, step: Step): Node | undefined {
  if (node.is === 'list') return typeof step === 'number' ? node.items[step] : undefined;
  return node.is === 'map' ? lookup(node, String(step))?.value : undefined;
}

/** Below this size a scan from the end is faster than an index. */
const SMALL = 12;

function lookup(map: MapNode, key: string): Entry | undefined {
  if (map.merges || map.entries.length > SMALL) return indexOf(map).get(key);
  return map.entries.findLast((entry) => entry.key.text === key);
}

const indexes = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

function indexOf(map: MapNode): ReadonlyMap<string, Entry> {
  const known = indexes.get(map);
  if (known) return known;
  const index = new Map<string, Entry>();
  const sources: MapNode[] = [];
  for (const entry of map.entries) {
    if (map.merges && isMergeKey(entry.key))
      for (const source of mergeSources(entry.value)) sources.push(source);
    else index.set(entry.key.text, entry);
  }
  for (const source of sources) {
    for (const [key, entry] of indexOf(source)) if (!index.has(key)) index.set(key, entry);
  }
  indexes.set(map, index);
  return index;
}

/** Tells a merge key of YAML 1.1 (https://yaml.org/type/merge.html) from an ordinary key of that text. */
export function isMergeKey(key: ScalarNode): boolean {
  return key.text === '<<' && (key.plain || key.tag === '!!merge');
}

function mergeSources(node: Node): readonly MapNode[] {
  const value = resolve(node);
  if (value.is === 'map') return [value];
  return value.is === 'list' ? value.items.map(resolve).filter((item) => item.is === 'map') : [];
}
