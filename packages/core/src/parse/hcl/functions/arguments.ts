import { asBool, asNumber, asText } from '../convert.ts';
import { type HclValue, listValue, type ObjectValue, type StringValue } from '../value.ts';

/** A pure function: how many arguments it takes, how much of them has to be known, and what it gives. */
export interface HclFunction {
  readonly arity: readonly [least: number, most: number];
  /** `known`: all of every argument; `elements`: collections, whose elements need not be; `anything`: not even that. */
  readonly takes: 'known' | 'elements' | 'anything';
  readonly call: (args: readonly HclValue[]) => HclValue;
}

/** A closed table of functions by name. */
export type FunctionTable = Readonly<Record<string, HclFunction>>;

/** What an argument is not; `callFunction` turns it into a failed value. */
export class Refusal extends Error {}

/** What Terraform would evaluate and this evaluator does not; `callFunction` turns it into an unknown value. */
export class NotEvaluated extends Error {}

/** Makes a function of known arguments. */
export function known(least: number, most: number, call: HclFunction['call']): HclFunction {
  return { arity: [least, most], takes: 'known', call };
}

/** Makes a function that only moves elements about. */
export function ofElements(least: number, most: number, call: HclFunction['call']): HclFunction {
  return { arity: [least, most], takes: 'elements', call };
}

/** Makes a function that deals with unknown arguments itself. */
export function ofAnything(least: number, most: number, call: HclFunction['call']): HclFunction {
  return { arity: [least, most], takes: 'anything', call };
}

/** Reads an argument as a string. */
export function textAt(args: readonly HclValue[], index: number): StringValue {
  return textOf(args[index], index);
}

/** Reads a value as a string; `index` is that of its argument. */
export function textOf(value: HclValue | undefined, index: number): StringValue {
  const text = value === undefined ? undefined : asText(value);
  if (text?.is === 'string') return text;
  throw new Refusal(`Argument ${index + 1} has to be a string.`);
}

/** Reads an argument as a number. */
export function numberAt(args: readonly HclValue[], index: number): number {
  const value = args[index];
  const number = value === undefined ? undefined : asNumber(value);
  if (number?.is === 'number') return Number(number.text);
  throw new Refusal(`Argument ${index + 1} has to be a number.`);
}

/** Reads an argument as a whole number. */
export function integerAt(args: readonly HclValue[], index: number): number {
  const number = numberAt(args, index);
  if (Number.isSafeInteger(number)) return number;
  throw new Refusal(`Argument ${index + 1} has to be a whole number.`);
}

/** Reads an argument as a boolean. */
export function boolAt(args: readonly HclValue[], index: number): boolean {
  const value = args[index];
  const bool = value === undefined ? undefined : asBool(value);
  if (bool !== undefined) return bool;
  throw new Refusal(`Argument ${index + 1} has to be a boolean.`);
}

/** Reads an argument as a list. */
export function itemsAt(args: readonly HclValue[], index: number): readonly HclValue[] {
  const value = args[index];
  if (value?.is === 'list') return value.items;
  throw new Refusal(`Argument ${index + 1} has to be a list.`);
}

/** Reads an argument as a list of strings. */
export function textsAt(args: readonly HclValue[], index: number): readonly StringValue[] {
  return itemsAt(args, index).map((item) => textOf(item, index));
}

/** Reads an argument as an object. */
export function objectAt(args: readonly HclValue[], index: number): ObjectValue {
  const value = args[index];
  if (value?.is === 'object') return value;
  throw new Refusal(`Argument ${index + 1} has to be an object.`);
}

/** Makes the list a function gives, or refuses one too long to be meant. */
export function boundedList(items: readonly HclValue[]): HclValue {
  if (items.length > maxItems) throw new NotEvaluated('The list is too long to be evaluated.');
  return listValue(items);
}

/** How long the lists are that functions make. */
export const maxItems = 10_000;

/** Tells why a value is not wholly known; `undefined` where it is. */
export function unknownPart(value: HclValue): string | undefined {
  const open: HclValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.is === 'unknown') return next.reason;
    if (next.is !== 'list' && next.is !== 'object') continue;
    if (next.missing !== undefined) return next.missing;
    const children = next.is === 'list' ? next.items : [...next.entries.values()].map((entry) => entry.value);
    for (const child of children) open.push(child);
  }
  return undefined;
}

/** Measures a value, its characters and elements, up to a limit. */
export function sizeOf(value: HclValue, limit: number): number {
  const open: HclValue[] = [value];
  let size = 0;
  for (let next = open.pop(); next !== undefined && size <= limit; next = open.pop()) {
    size++;
    if (next.is === 'string' || next.is === 'unknown') size += next.text.length;
    else if (next.is === 'list') for (const item of next.items) open.push(item);
    else if (next.is === 'object')
      for (const { key, value: inner } of next.entries.values()) open.push(key, inner);
  }
  return size;
}
