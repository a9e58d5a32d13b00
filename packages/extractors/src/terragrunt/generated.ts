import {
  attributeOf,
  attributesOf,
  blocksOf,
  entryOf,
  type HclBody,
  type HclExpression,
  type HclReference,
  type HclTexts,
  type HclValue,
  hclReference,
  hclSpan,
  hclText,
  hclTexts,
  hclVia,
  hclWritten,
  itemOf,
  type Linked,
  literalString,
  moduleParts,
  parseHcl,
  problem,
  providerParts,
  slicePieces,
  stringValue,
  structureOf,
  unknownValue,
} from '@fineprint/core';
import type { GenerateFact } from './facts.ts';
import type { Site } from './sources.ts';

/** Yields the providers and modules of the configuration that a `generate` block writes. */
export function* linkGenerated(site: Site, { name, contents }: GenerateFact): Iterable<Linked> {
  const { project, path, usage } = site;
  const texts = hclTexts(project.tree);
  const text = project.value(path, usage, contents);
  if (text.is !== 'string' && text.is !== 'unknown') return;
  const generated: Generated = {
    texts,
    text,
    whole: hclReference(texts, path, contents),
    address: `generate.${name}`,
    registry: site.program.registry,
  };
  const structure = structureOf(text);
  if (structure.is === 'object') {
    yield* linkJsonProviders(generated, structure);
    return;
  }
  const { body } = parseHcl(text.text);
  yield* linkProviders(generated, body);
  yield* linkModules(generated, body);
}

/** A generated file may be JSON, often made of an object by `jsonencode`. */
function* linkJsonProviders(generated: Generated, structure: HclValue): Iterable<Linked> {
  const required = entryOf(entryOf(structure, 'terraform'), 'required_providers');
  for (const each of required?.is === 'list' ? required.items : [required]) {
    if (each?.is !== 'object') continue;
    for (const { key, value } of each.entries.values()) {
      const source = entryOf(value, 'source') ?? null;
      const version = value.is === 'object' ? (entryOf(value, 'version') ?? null) : value;
      yield* providerOccurrence(generated, key.text, source, version, source ?? key);
    }
  }
}

interface Generated {
  readonly texts: HclTexts;
  readonly text: HclValue;
  readonly whole: HclReference;
  readonly address: string;
  readonly registry: string;
}

function* linkProviders(generated: Generated, body: HclBody): Iterable<Linked> {
  for (const terraform of blocksOf(body, 'terraform')) {
    for (const required of blocksOf(terraform.body, 'required_providers')) {
      for (const { name, nameSpan, value } of attributesOf(required.body)) {
        const source = value.is === 'object' ? itemOf(value, 'source') : undefined;
        const version = value.is === 'object' ? itemOf(value, 'version') : value;
        yield* linkProvider(generated, name, nameSpan, source, version);
      }
    }
  }
  for (const provider of blocksOf(body, 'provider', 1)) {
    const version = attributeOf(provider.body, 'version')?.value;
    const [label] = provider.labels;
    if (version && label) yield* linkProvider(generated, label.text, label, undefined, version);
  }
}

function* linkProvider(
  generated: Generated,
  name: string,
  nameSpan: { readonly start: number; readonly end: number },
  sourceExpression: HclExpression | undefined,
  versionExpression: HclExpression | undefined,
): Iterable<Linked> {
  const source = sourceExpression ? writtenValue(generated, sourceExpression) : null;
  const version = versionExpression ? writtenValue(generated, versionExpression) : null;
  yield* providerOccurrence(generated, name, source, version, source ?? sliceOf(generated, nameSpan));
}

function* providerOccurrence(
  generated: Generated,
  name: string,
  source: HclValue | null,
  version: HclValue | null,
  shown: HclValue,
): Iterable<Linked> {
  const { texts, address, registry } = generated;
  const parts = providerParts(texts, name, source, version, registry);
  if (!parts) return;
  const { invalid, ...said } = parts;
  const reference = referenceOf(generated, shown);
  yield {
    is: 'occurrence',
    kind: 'terraform-provider',
    ...said,
    ...reference,
    address: `${address}/provider.${name}`,
    usage: 'deployed',
    via: hclVia(texts, [source, version], reference.at),
  };
  if (invalid) yield problem('reference-invalid', invalid, reference.at);
}

function* linkModules(generated: Generated, body: HclBody): Iterable<Linked> {
  const { texts, address, registry } = generated;
  for (const module of blocksOf(body, 'module', 1)) {
    const source = attributeOf(module.body, 'source')?.value;
    const version = attributeOf(module.body, 'version')?.value;
    if (!source) continue;
    const value = writtenValue(generated, source);
    const asked = version ? writtenValue(generated, version) : null;
    const parts = moduleParts(texts, value, asked, registry);
    if (!parts) continue;
    const { invalid, ...said } = parts;
    const reference = referenceOf(generated, value);
    yield {
      is: 'occurrence',
      kind: 'terraform-module',
      ...said,
      ...reference,
      address: `${address}/module.${module.labels[0]?.text ?? ''}`,
      usage: 'deployed',
      via: hclVia(texts, [value, asked], reference.at),
    };
    if (invalid) yield problem('reference-invalid', invalid, reference.at);
  }
}

/** A text of the generated file as a value that knows where its characters come from. */
function writtenValue(generated: Generated, expression: HclExpression): HclValue {
  const value = sliceOf(generated, hclSpan(expression));
  if (literalString(expression) && value.pieces.every(({ form }) => form !== 'unknown')) return value;
  const reason =
    generated.text.is === 'unknown' ? generated.text.reason : 'It is known only when the module is applied.';
  return unknownValue(reason, { pieces: value.pieces });
}

function sliceOf({ text }: Generated, { start, end }: { readonly start: number; readonly end: number }) {
  const pieces = text.is === 'string' || text.is === 'unknown' ? text.pieces : [];
  return stringValue(slicePieces(pieces, start, end));
}

/** Where a text of the generated file is written; the contents as a whole, where it is written in no single place. */
function referenceOf({ texts, whole }: Generated, value: HclValue): HclReference {
  const written = hclWritten(texts, value);
  return written
    ? { at: written.at, text: texts.written(written.at.path, written.at) }
    : { ...whole, text: hclText(value) ?? whole.text };
}
