import {
  type HclReference,
  type HclValue,
  hclReference,
  hclText,
  hclVia,
  type Linked,
  type Occurrence,
} from '@fineprint/core';
import { appImages, appRuntimes } from './apps.ts';
import { inContexts } from './callers.ts';
import { type Choice, choicesOf } from './choices.ts';
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import type { Field, NamedFact, NamedThing } from './facts.ts';
import { namedFiles } from './files.ts';
import { placesOf } from './image-places.ts';
import { linkChoice } from './images.ts';
import { instancesOf } from './instances.ts';
import { lambdaLayers, runtimes } from './lambda.ts';
import {
  amis,
  azureImages,
  buildImages,
  googleImages,
  publicParameters,
  searches,
  wordImages,
} from './machine-images.ts';
import type { LinkedOccurrence } from './occurrence.ts';
import { workspaceVersions } from './workspaces.ts';

/** The arguments of a resource in one instance of it. */
export interface Filled {
  readonly directory: ModuleDirectory;
  readonly fact: NamedFact;
  /** The values that an argument may have; none where it is not given, or empty. */
  choices(name: string): readonly Choice[];
}

/** What an argument names: a component by its parts, or the image that a value is. */
export interface FoundThing extends Choice {
  readonly field: string;
  readonly parts:
    | Pick<Occurrence, 'kind' | 'name' | 'source' | 'subpath' | 'request' | 'digest' | 'slots' | 'unresolved'>
    | 'image';
  /** Further values that say something of it. */
  readonly beside?: readonly HclValue[];
}

type Reader = (filled: Filled) => Iterable<FoundThing>;

const readers: Partial<Record<NamedThing, Reader>> = {
  ami: amis,
  'ami-search': searches,
  parameter: publicParameters,
  'google-image': googleImages,
  'azure-image': azureImages,
  'word-image': wordImages,
  'build-image': buildImages,
  'app-image': appImages,
  'app-runtime': appRuntimes,
  runtime: runtimes,
  layers: lambdaLayers,
  workspace: workspaceVersions,
  file: namedFiles,
};

/** Yields what the arguments of a resource name, by the module's defaults and in every context in which it is called. */
export function* linkNamed(
  directory: ModuleDirectory,
  path: string,
  fact: NamedFact,
  contexts: readonly Names[],
): Iterable<Linked> {
  const reader = readers[fact.of];
  if (!reader) return;
  const foundWith = (names: Names) =>
    instancesOf(directory, path, fact.repeats, names).flatMap((each) => [
      ...reader(filled(directory, path, fact, each)),
    ]);
  const byDefault = foundWith(noNames);
  const given = inContexts(directory, contexts, foundWith);
  const known = given.length > 0 ? byDefault.filter((found) => !isOpen(found)) : byDefault;
  for (const [name, found] of Map.groupBy([...known, ...given], ({ field }) => field)) {
    const field = fact.fields.find((each) => each.name === name);
    if (field) yield* linkField(directory, path, fact, field, found, contexts.length > 0);
  }
}

function isOpen({ parts, value }: FoundThing): boolean {
  return parts === 'image' ? value.is === 'unknown' : parts.unresolved !== undefined;
}

function filled(directory: ModuleDirectory, path: string, fact: NamedFact, names: Names): Filled {
  return {
    directory,
    fact,
    choices: (name) => {
      const field = fact.fields.find((each) => each.name === name);
      if (!field) return [];
      return choicesOf(directory.value(path, field.value, names)).filter(({ value }) => isSaid(value));
    },
  };
}

function isSaid(value: HclValue): boolean {
  return value.is !== 'null' && !(value.is === 'string' && value.text === '');
}

/** Several things that one argument names are told apart by where each is written. */
function* linkField(
  directory: ModuleDirectory,
  path: string,
  { address, of }: NamedFact,
  field: Field,
  found: readonly FoundThing[],
  isCalled: boolean,
): Iterable<Linked> {
  const whole = hclReference(directory, path, field.value);
  const distinct = [...new Map(found.map((each) => [keyOf(each), each])).values()];
  const isOne = distinct.length === 1 && field.value.is !== 'tuple' && !isCalled;
  const references = isOne
    ? [whole]
    : placesOf(
        directory,
        distinct.map(({ value }) => value),
        whole,
      );
  for (const [index, thing] of distinct.entries()) {
    const reference = references[index] ?? whole;
    if (thing.parts === 'image')
      yield* linkChoice(directory, thing.value, reference, address, thing.isOptional);
    else yield occurrence(directory, thing, thing.parts, reference, `${address}/${field.name}`, of);
  }
}

function keyOf({ value, parts }: FoundThing): string {
  const pieces = value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
  const places = pieces.map(({ place }) => (place ? `${place.file}:${place.start}` : ''));
  const said = parts === 'image' ? hclText(value) : [parts.name, JSON.stringify(parts.request)];
  return JSON.stringify([said, places]);
}

function occurrence(
  directory: ModuleDirectory,
  { value, beside = [], isOptional }: FoundThing,
  parts: Exclude<FoundThing['parts'], 'image'>,
  { at, text }: HclReference,
  address: string,
  of: NamedThing,
): LinkedOccurrence {
  return {
    is: 'occurrence',
    ...parts,
    at,
    text,
    address,
    usage: of === 'build-image' ? 'ci' : of === 'workspace' ? 'build' : 'deployed',
    ...(isOptional ? { scope: 'optional' } : {}),
    via: hclVia(directory, [value, ...beside], at),
  };
}
