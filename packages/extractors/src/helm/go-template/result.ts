import { type Location, locate, placeWithin } from '@fineprint/core';
import type { Value } from '../facts.ts';

/** A run of a text, with the place where a file holds it. */
export interface Run {
  readonly text: string;
  readonly at: Location | null;
  /** Whether the place holds the text as it is, not an encoding of it. */
  readonly verbatim: boolean;
}

/** What an expression of a template is worth. */
export type Result =
  | { readonly is: 'text'; readonly runs: readonly Run[] }
  | { readonly is: 'truth'; readonly value: boolean }
  | { readonly is: 'nothing' }
  | Mapping
  | { readonly is: 'list'; readonly items: readonly Result[] }
  /** `source` is the expression that only an installation knows the value of. */
  | { readonly is: 'unknown'; readonly source: string };

/** A mapping made of mappings laid over one another, the uppermost first. */
export interface Mapping {
  readonly is: 'map';
  readonly layers: readonly Layer[];
}

/** One mapping: of a values file, or made by `dict`. */
export interface Layer {
  get(key: string): Result | undefined;
  keys(): readonly string[];
  readonly size: number;
}

export const nothing: Result = { is: 'nothing' };

/** A text that no file holds. */
export function textOf(text: string): Result {
  return { is: 'text', runs: text === '' ? [] : [{ text, at: null, verbatim: false }] };
}

/** Whether something holds. */
export function truth(value: boolean): Result {
  return { is: 'truth', value };
}

/** The text of a value that is one. */
export function plain(value: Result | undefined): string {
  return value?.is === 'text' ? joined(value.runs) : '';
}

// A value is asked for by every line that mentions it.
const results = new WeakMap<Value, Result>();

/** A value of a values file. */
export function resultOf(path: string, value: Value): Result {
  const known = results.get(value);
  if (known) return known;
  const result = readValue(path, value);
  results.set(value, result);
  return result;
}

function readValue(path: string, value: Value): Result {
  if (value.is === 'map') return { is: 'map', layers: [layerOf(path, value)] };
  if (value.is === 'list') return { is: 'list', items: value.items.map((item) => resultOf(path, item)) };
  if (value.isNull) return nothing;
  const [start, end, line, column, endLine, endColumn] = value.at;
  const at = locate(path, { start, end, line, column, endLine, endColumn });
  return { is: 'text', runs: value.text === '' ? [] : [{ text: value.text, at, verbatim: !value.encoded }] };
}

/** A mapping of a values file. */
export function layerOf(path: string, value: Value): Layer {
  const entries = new Map(value.is === 'map' ? value.entries : []);
  return {
    get(key) {
      const found = entries.get(key);
      return found && resultOf(path, found);
    },
    keys: () => [...entries.keys()],
    size: entries.size,
  };
}

/** A mapping of results. */
export function dictionary(entries: Iterable<readonly [string, Result]>): Mapping {
  const map = new Map(entries);
  return { is: 'map', layers: [{ get: (key) => map.get(key), keys: () => [...map.keys()], size: map.size }] };
}

// Mappings are laid over one another a few times, not a few thousand.
export const mostLayers = 50;

/** The value under a key: of the uppermost layer that has it, with the mappings below laid under a mapping. */
export function field({ layers }: Mapping, key: string): Result | undefined {
  const found = layers.map((layer) => layer.get(key)).filter((value) => value !== undefined);
  if (found[0]?.is !== 'map') return found[0];
  const under: Layer[] = [];
  for (const value of found) {
    if (value.is !== 'map') break;
    under.push(...value.layers);
  }
  return { is: 'map', layers: under.slice(0, mostLayers) };
}

/** The keys of a mapping, sorted as `range` goes through them. */
export function keysOf({ layers }: Mapping): readonly string[] {
  return [...new Set(layers.flatMap((layer) => layer.keys()))].sort();
}

/** The text of runs. */
export function joined(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** The runs that make up a stretch of a text. */
export function runsWithin(runs: readonly Run[], start: number, end: number): readonly Run[] {
  const parts: Run[] = [];
  let from = 0;
  for (const { text, at, verbatim } of runs) {
    const [first, last] = [Math.max(start - from, 0), Math.min(end - from, text.length)];
    from += text.length;
    if (first >= last) continue;
    const part = at && verbatim ? locate(at.path, placeWithin(at, first, last)) : at;
    parts.push({ text: text.slice(first, last), at: part, verbatim });
  }
  return parts;
}

/** Runs without the white space around them. */
export function trimmed(runs: readonly Run[]): readonly Run[] {
  const text = joined(runs);
  const start = text.length - text.trimStart().length;
  return runsWithin(runs, start, Math.max(start, text.trimEnd().length));
}

/** Whether a condition holds; `null` where that is not known. */
export function isTrue(result: Result): boolean | null {
  if (result.is === 'unknown') return null;
  if (result.is === 'truth') return result.value;
  if (result.is === 'list') return result.items.length > 0;
  if (result.is === 'map') return result.layers.some(({ size }) => size > 0);
  if (result.is === 'nothing') return false;
  const text = joined(result.runs);
  return text !== '' && text !== 'false' && text !== '0';
}
