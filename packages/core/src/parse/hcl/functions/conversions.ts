import { alternativesOf, maxAlternatives } from '../alternatives.ts';
import { asBool, asNumber, asText } from '../convert.ts';
import { sortedEntries } from '../iterate.ts';
import { boolValue, type HclValue, listValue, nullValue, unknownValue } from '../value.ts';
import {
  type FunctionTable,
  known,
  objectAt,
  ofAnything,
  ofElements,
  Refusal,
  unknownPart,
} from './arguments.ts';

const many = 1_000;

/** https://developer.hashicorp.com/terraform/language/functions#type-conversion-functions, without `toset` */
export const conversionFunctions: FunctionTable = {
  tostring: ofAnything(1, 1, ([value]) => converted(value, asText, 'string')),
  tonumber: ofAnything(1, 1, ([value]) => converted(value, asNumber, 'number')),
  tobool: known(1, 1, ([value]) => toBool(value)),
  tolist: ofElements(1, 1, ([value]) => toList(value)),
  tomap: ofElements(1, 1, (args) => objectAt(args, 0)),
  try: ofAnything(1, many, attempt),
  can: ofAnything(1, 1, ([value]) => can(value)),
  sensitive: ofAnything(1, 1, ([value]) => value ?? nullValue),
  nonsensitive: ofAnything(1, 1, ([value]) => value ?? nullValue),
  ephemeralasnull: ofAnything(1, 1, ([value]) => value ?? nullValue),
};

function converted(
  value: HclValue | undefined,
  convert: (value: HclValue) => HclValue | undefined,
  type: string,
): HclValue {
  if (value === undefined || value.is === 'null') return nullValue;
  const result = convert(value);
  if (result === undefined) throw new Refusal(`The value cannot become a ${type}.`);
  return result;
}

function toBool(value: HclValue | undefined): HclValue {
  if (value === undefined || value.is === 'null') return nullValue;
  const bool = asBool(value);
  if (bool === undefined) throw new Refusal('The value cannot become a boolean.');
  return boolValue(bool);
}

function toList(value: HclValue | undefined): HclValue {
  if (value?.is === 'list' || value?.is === 'null') return value;
  if (value?.is === 'object')
    return listValue(sortedEntries(value.entries.values()).map((entry) => entry.value));
  throw new Refusal('The value cannot become a list.');
}

/** Gives the first argument that does not fail; one that is unknown may still be it, and so may those after it. */
function attempt(args: readonly HclValue[]): HclValue {
  for (const [index, argument] of args.entries()) {
    if (argument.is === 'unknown' && argument.failed) continue;
    if (argument.is !== 'unknown') return argument;
    const alternatives = args.slice(index).flatMap(alternativesOf).slice(0, maxAlternatives);
    return unknownValue(argument.reason, {
      pieces: argument.pieces,
      alternatives,
      structure: argument.structure,
    });
  }
  throw new Refusal('No argument can be evaluated.');
}

function can(value: HclValue | undefined): HclValue {
  if (value?.is === 'unknown' && value.failed) return boolValue(false);
  const reason = value === undefined ? undefined : unknownPart(value);
  return reason === undefined ? boolValue(true) : unknownValue(reason);
}
