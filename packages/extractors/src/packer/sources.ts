import {
  type HclReference,
  type HclTexts,
  type HclValue,
  hclReference,
  hclText,
  hclTexts,
  hclVia,
  hclWritten,
  itemOf,
  type Linked,
  type Occurrence,
} from '@fineprint/core';
import type { TemplateDirectory } from './directory.ts';
import { isoParts } from './downloads.ts';
import type { Expression, SourceFact } from './facts.ts';
import { imagesOf } from './images.ts';
import type { Setting } from './settings.ts';

type LinkedOccurrence = Extract<Linked, { is: 'occurrence' }>;

/** What a reference says, of whatever kind the component is. */
export type ImageParts = Pick<
  Occurrence,
  'kind' | 'name' | 'source' | 'request' | 'digest' | 'unresolved' | 'slots'
>;

/** A value of a source: what it is, and where it is said. */
export interface Said {
  readonly value: HclValue;
  readonly reference: HclReference;
}

/** A source as one file of variables fills it in. */
export interface FilledSource {
  readonly directory: TemplateDirectory;
  readonly texts: HclTexts;
  readonly type: string;
  /** The value of a field, or of an item of the object that it is; `null` where it is not given, or empty. */
  said(field: string, item?: string): Said | null;
}

/** An image that a source names in one of its fields. */
export interface FoundImage {
  readonly field: string;
  readonly parts: ImageParts;
  readonly said: Said;
  readonly values: readonly (Said | null)[];
}

/**
 * Yields the images that a source is built from: for each file of variables that may fill it in, or with its defaults
 * alone. What no file fills in is unresolved.
 */
export function* linkSource(directory: TemplateDirectory, path: string, fact: SourceFact): Iterable<Linked> {
  const settings: readonly (Setting | null)[] = [null, ...directory.settingsFor(path)];
  const found = settings.map((setting) => occurrencesWith(directory, path, fact, setting));
  const fields = new Set(found.flatMap((byField) => [...byField.keys()]));
  for (const field of fields) {
    const occurrences = found.flatMap((byField) => byField.get(field) ?? []);
    const known = occurrences.filter(({ unresolved }) => !unresolved);
    // A file that leaves the field empty has filled it in, too.
    const isOpen = known.length === 0 && found.every((byField) => byField.has(field));
    if (!isOpen) {
      yield* known;
      continue;
    }
    const given = occurrencesWith(directory, path, fact, directory.withoutEmpty).get(field) ?? [];
    yield* given.length > 0 && given.every(({ unresolved }) => !unresolved) ? given : occurrences.slice(0, 1);
  }
}

/** What a source names by its fields, where a file of variables fills it in. */
function occurrencesWith(
  directory: TemplateDirectory,
  path: string,
  fact: SourceFact,
  setting: Setting | null,
): ReadonlyMap<string, readonly LinkedOccurrence[]> {
  const choices = choicesOf(filledSource(directory, path, fact, setting), fact);
  const byField = new Map<string, LinkedOccurrence[]>();
  for (const source of choices) {
    for (const image of imagesOf(source)) {
      const occurrence = occurrenceOf(source, fact.address, image, choices.length > 1);
      byField.set(image.field, [...(byField.get(image.field) ?? []), occurrence]);
    }
  }
  return byField;
}

function filledSource(
  directory: TemplateDirectory,
  path: string,
  { type, fields }: SourceFact,
  setting: Setting | null,
): FilledSource {
  const texts = hclTexts(directory.tree);
  const byName = new Map(fields.map(({ name, value }) => [name, value]));
  const read = (expression: Expression): Said | null => {
    // Its problem is said.
    if (expression.is === 'invalid') return null;
    const value = directory.value(path, expression, setting);
    if (value.is === 'null' || (value.is === 'string' && value.text === '')) return null;
    return { value, reference: referenceOf(texts, path, expression, value, setting) };
  };
  return {
    directory,
    texts,
    type,
    said: (field, item) => {
      const expression = byName.get(field);
      const inner = item !== undefined && expression?.is === 'object' ? itemOf(expression, item) : expression;
      return inner ? read(inner) : null;
    },
  };
}

/**
 * A source whose values depend on something that is not known, such as the key of a map, is one of several: fields that
 * may have as many values as each other have them together.
 */
function choicesOf(source: FilledSource, { fields }: SourceFact): readonly FilledSource[] {
  const count = Math.max(1, ...fields.map(({ name }) => alternativesIn(source.said(name)).length));
  if (count === 1) return [source];
  return Array.from({ length: count }, (_, index) => ({
    ...source,
    said(field: string, item?: string) {
      const said = source.said(field, item);
      const alternatives = alternativesIn(said);
      const value = alternatives.length === count ? alternatives[index] : undefined;
      return said && value ? { ...said, value } : said;
    },
  }));
}

function alternativesIn(said: Said | null): readonly HclValue[] {
  return said?.value.is === 'unknown' ? said.value.alternatives : [];
}

/** What a file of variables says is said there, each in its own place. */
function referenceOf(
  texts: HclTexts,
  path: string,
  expression: Expression,
  value: HclValue,
  setting: Setting | null,
): HclReference {
  const written = setting && hclWritten(texts, value);
  if (!written || written.at.path !== setting.path) return hclReference(texts, path, expression);
  return { at: written.at, text: texts.written(written.at.path, written.at) };
}

function occurrenceOf(
  { texts }: FilledSource,
  address: string,
  { field, parts, said, values }: FoundImage,
  isOptional = false,
): LinkedOccurrence {
  const { at, text } = said.reference;
  return {
    is: 'occurrence',
    ...parts,
    at,
    text: text || (hclText(said.value) ?? ''),
    address: `${address}/${field}`,
    usage: 'deployed',
    ...(isOptional ? { scope: 'optional' } : {}),
    via: hclVia(
      texts,
      values.map((each) => each?.value ?? null),
      at,
    ),
  };
}

/** Yields the media that a file of variables names whose template lies elsewhere. */
export function* linkLooseSettings(directory: TemplateDirectory): Iterable<Linked> {
  const { unit, tree } = directory;
  if (unit.files.some(({ facts }) => facts.some(({ is }) => is === 'source'))) return;
  const texts = hclTexts(tree);
  for (const { path, facts } of unit.files) {
    const values = new Map(facts.flatMap((fact) => (fact.is === 'setting' ? [[fact.name, fact.value]] : [])));
    const said = (field: string): Said | null => {
      const expression = values.get(field);
      if (!expression) return null;
      const value = directory.value(path, expression, null);
      return value.is === 'string' && value.text !== ''
        ? { value, reference: hclReference(texts, path, expression) }
        : null;
    };
    const source: FilledSource = { directory, texts, type: '', said };
    for (const found of isoParts(source, '')) yield occurrenceOf(source, 'variables', found);
  }
}
