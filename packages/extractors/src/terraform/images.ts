import {
  entryOf,
  type HclReference,
  type HclValue,
  hclReference,
  hclText,
  hclThrough,
  hclVia,
  hclWritten,
  type Linked,
  listValue,
  type Occurrence,
  parseImageReference,
  plainString,
  problem,
  stringValue,
  structureOf,
  unknownValue,
  wholeImageParts,
  yamlStructureOf,
} from '@fineprint/core';
import { type Choice, choicesIn, choicesOf } from './choices.ts';
import type { ModuleDirectory, Names } from './directory.ts';
import type { ImageFact } from './facts.ts';
import { placesOf } from './image-places.ts';
import type { LinkedOccurrence } from './occurrence.ts';
import { isUsedForMore } from './tag-uses.ts';

/** Yields the images that a resource names. */
export function* linkImage(
  directory: ModuleDirectory,
  path: string,
  fact: ImageFact,
  contexts: readonly Names[],
): Iterable<Linked> {
  const choices = choicesIn(directory, path, fact.value, fact.repeats, contexts);
  if (fact.holds !== 'reference') {
    for (const choice of choices) yield* linkContainers(directory, path, fact, choice);
    return;
  }
  const reference = hclReference(directory, path, fact.value);
  // Several values of one expression are told apart by where each is written.
  const values = choices.map(({ value }) => value);
  const references =
    choices.length > 1 || fact.repeats.length > 0 || contexts.length > 0
      ? placesOf(directory, values, reference)
      : [reference];
  for (const [index, { value, isOptional }] of choices.entries())
    yield* linkChoice(directory, value, references[index] ?? reference, fact.address, isOptional);
}

/** Finds the images in JSON, or in an object: each value of an `image` key, however deep. */
function* linkContainers(
  directory: ModuleDirectory,
  path: string,
  fact: ImageFact,
  { value, isOptional: isOneOfSeveral }: Choice,
): Iterable<Linked> {
  const structure = fact.holds === 'yaml' ? yamlIn(value) : structureOf(value);
  const whole = hclReference(directory, path, fact.value);
  const walk = { left: maxValues };
  const images = [...imagesIn(structure, walk)].flatMap(({ image, name }) => {
    const address = name === null ? fact.address : `${fact.address}/${name}`;
    return choicesOf(image).map((choice) => ({ ...choice, address }));
  });
  const references = placesOf(
    directory,
    images.map((image) => image.value),
    whole,
  );
  for (const [index, image] of images.entries()) {
    const isOptional = isOneOfSeveral || image.isOptional;
    yield* linkChoice(directory, image.value, references[index] ?? whole, image.address, isOptional);
  }
  const isWhole = walk.left >= 0;
  const missing = isWhole ? missingIn(structure) : 'The value holds too much to be walked through.';
  // Most YAML names no image, so one that is not known need not hide any.
  if (isWhole && fact.holds === 'yaml') return;
  if (missing !== undefined) {
    const pieces = [{ text: `\${${whole.text}}`, form: 'unknown', place: undefined, via: [] }] as const;
    yield* linkChoice(directory, unknownValue(missing, { pieces }), whole, fact.address, false);
  }
}

/** The documents in a text of YAML, or in several. */
function yamlIn(value: HclValue): HclValue {
  const texts = value.is === 'list' ? value.items : [value];
  return listValue(texts.flatMap((text) => yamlStructureOf(text) ?? []));
}

/** Why further containers may exist than those that are known. */
function missingIn(structure: HclValue): string | undefined {
  if (structure.is === 'object') return structure.missing;
  if (structure.is !== 'list')
    return structure.is === 'unknown' ? structure.reason : 'The value is neither JSON nor an object.';
  return (
    structure.missing ??
    structure.items
      .map((item) => (item.is === 'unknown' ? item.reason : undefined))
      .find((reason) => reason !== undefined)
  );
}

interface FoundImage {
  readonly image: HclValue;
  readonly name: string | null;
}

const maxDepth = 200;
// A value may hold one part many times over, so what is small to write may be endless to walk.
const maxValues = 20_000;

interface Walk {
  left: number;
}

function* imagesIn(value: HclValue, walk: Walk, depth = 0): Iterable<FoundImage> {
  walk.left -= 1;
  if (walk.left < 0 || depth > maxDepth) return;
  if (value.is === 'list') for (const item of value.items) yield* imagesIn(item, walk, depth + 1);
  if (value.is !== 'object') return;
  for (const [key, entry] of value.entries) {
    const found = entry.value;
    const parts = key === 'image' ? imageOfParts(found) : null;
    if (parts) yield { image: parts, name: null };
    else if (key === 'image' && (found.is === 'string' || found.is === 'unknown')) {
      const name = entryOf(value, 'name');
      yield { image: found, name: name?.is === 'string' ? name.text : null };
    } else yield* imagesIn(found, walk, depth + 1);
  }
}

/** Charts take an image in parts: `registry`, `repository`, and `tag` or `digest`. */
function imageOfParts(value: HclValue): HclValue | null {
  const [registry, repository, tag, digest] = ['registry', 'repository', 'tag', 'digest'].map((key) =>
    filledPart(entryOf(value, key)),
  );
  if (!repository || !(tag || digest || registry)) return null;
  const parts = [
    ...(registry ? [registry, plainString('/')] : []),
    repository,
    ...(tag ? [plainString(':'), tag] : []),
    ...(digest ? [plainString('@'), digest] : []),
  ];
  const pieces = parts.flatMap((part) => part.pieces);
  const open = parts.find((part) => part.is === 'unknown');
  return open?.is === 'unknown' ? unknownValue(open.reason, { pieces }) : stringValue(pieces);
}

function filledPart(value: HclValue | undefined) {
  const isText = value?.is === 'string' || value?.is === 'number' || value?.is === 'unknown';
  return isText && value.text !== '' ? value : null;
}

/** Yields the image that a value names; `text` of it may know only a part. */
export function* linkChoice(
  directory: ModuleDirectory,
  value: HclValue,
  reference: HclReference,
  address: string,
  isOptional: boolean,
): Iterable<Linked> {
  const text = hclText(value) ?? reference.text;
  // What is null is not set.
  if (value.is === 'null' || isFirstParty(text)) return;
  const { at } = reference;
  const image = parseImageReference(text);
  const reason =
    value.is === 'unknown' ? value.reason : value.is === 'string' ? null : 'No image is given here.';
  const name = image.is === 'invalid' ? text : text.slice(image.nameSpan.start, image.nameSpan.end);
  const tagSpan = image.is === 'invalid' ? null : image.tagSpan;
  const unresolved = unresolvedOf(image, reason, text);
  yield {
    is: 'occurrence',
    kind: 'container-image',
    name: name === '' ? reference.text : name,
    request: tagSpan ? { is: 'tag', text: text.slice(tagSpan.start, tagSpan.end) } : { is: 'nothing' },
    ...(image.is !== 'invalid' && image.digest ? { digest: image.digest } : {}),
    ...(unresolved ? { unresolved } : {}),
    at,
    text: reference.text,
    address,
    usage: 'deployed',
    ...(isOptional ? { scope: 'optional' } : {}),
    ...placesOfImage(directory, value, image),
    via: hclVia(directory, [value], at),
  } satisfies LinkedOccurrence;
  if (image.is === 'invalid' && reason === null && text !== '')
    yield problem('reference-invalid', `"${text}" is no image reference: ${image.reason}.`, at);
}

function placesOfImage(
  directory: ModuleDirectory,
  value: HclValue,
  image: ReturnType<typeof parseImageReference>,
): Pick<Occurrence, 'slots' | 'unpinnable'> {
  const text = hclText(value);
  if (image.is === 'invalid' || text === null) return { slots: [] };
  const { slots, unpinnable } = wholeImageParts(text, (span) => {
    const written = hclWritten(directory, value, span);
    return written && { ...written, isShared: isUsedForMore(directory, hclThrough(value, span)) };
  });
  return { slots, ...(unpinnable === undefined ? {} : { unpinnable }) };
}

function unresolvedOf(
  image: ReturnType<typeof parseImageReference>,
  reason: string | null,
  text: string,
): Occurrence['unresolved'] {
  if (image.is === 'image') return reason === null ? undefined : { part: 'name', because: reason };
  if (image.is === 'invalid') {
    const because =
      reason ??
      (text === '' ? 'The image is an empty string here.' : `It is no image reference: ${image.reason}.`);
    return { part: 'name', because };
  }
  const because = reason ?? 'Another program fills in a part of it.';
  return { part: image.registry && image.repository ? 'version' : 'name', because };
}

// What this configuration itself builds or stores is no third party's, and what another resource names is an
// occurrence there.
const ownResource =
  /\b(?:aws_ecr_repository|aws_ecrpublic_repository|google_artifact_registry_repository|google_container_registry|azurerm_container_registry|docker_image|docker_registry_image)\.[A-Za-z_]/;
// A module that makes a registry puts out its URL, and the registry of one's own account is one's own.
const ownRegistry =
  /\bmodule\.[\w-]+(?:\[[^\]]{0,100}\])?\.\w{0,50}repository_urls?\b|^\$\{[^{}]{0,200}aws_caller_identity[^{}]{0,200}\}\.dkr\.ecr\./;

function isFirstParty(text: string): boolean {
  return (text.includes('${') && (ownResource.test(text) || ownRegistry.test(text))) || text === 'scratch';
}
