import {
  type HclTextPiece,
  type HclValue,
  hclText,
  stringValue,
  trimTrailingSlashes,
  unknownValue,
} from '@fineprint/core';
import type { Filled, FoundThing } from './named-links.ts';
import { runtimeVersionParts } from './runtime-version.ts';

/** The images that apps of Azure run: `docker_image_name` beside the URL of its registry, and older forms of it. */
export function* appImages({ choices }: Filled): Iterable<FoundThing> {
  const registry = choices('docker_registry_url')[0]?.value ?? choices('registry_url')[0]?.value ?? null;
  for (const [field, tagField] of [
    ['docker_image_name', null],
    ['docker_image', 'docker_image_tag'],
    ['image_name', 'image_tag'],
  ] as const) {
    const tag = tagField ? (choices(tagField)[0]?.value ?? null) : null;
    for (const choice of choices(field))
      yield { ...choice, value: joined(registry, choice.value, tag), field, parts: 'image' };
  }
  for (const choice of choices('linux_fx_version')) {
    const text = hclText(choice.value) ?? '';
    if (!text.startsWith('DOCKER|') || choice.value.is !== 'string') continue;
    const value = joined(null, choice.value, null, 'DOCKER|'.length);
    yield { ...choice, value, field: 'linux_fx_version', parts: 'image' };
  }
}

const dockerHub =
  /^https?:\/\/(?:index\.docker\.io|docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)(?:\/|$)/;

/** One reference of a registry's URL, a name and a tag. */
function joined(registry: HclValue | null, image: HclValue, tag: HclValue | null, skip = 0): HclValue {
  const url = registry ? (hclText(registry) ?? '') : '';
  const host = dockerHub.test(url) ? '' : trimTrailingSlashes(url.replace(/^https?:\/\//, ''));
  const name = hclText(image) ?? '';
  const isWithin = host === '' || name.startsWith(`${host}/`);
  const pieces = [
    ...(isWithin ? [] : [supplied(`${host}/`, registry)]),
    ...withoutStart(piecesOf(image), skip),
    ...(tag ? [supplied(':', tag), ...piecesOf(tag)] : []),
  ];
  const open = [registry, image, tag].find((value) => value?.is === 'unknown');
  return open?.is === 'unknown' ? unknownValue(open.reason, { pieces }) : stringValue(pieces);
}

function supplied(text: string, of: HclValue | null): HclTextPiece {
  const [first] = of ? piecesOf(of) : [];
  const form = first?.form === 'unknown' ? 'unknown' : 'computed';
  return { text, form, place: first?.place, via: first?.via ?? [] };
}

function piecesOf(value: HclValue): readonly HclTextPiece[] {
  return value.is === 'string' || value.is === 'unknown' || value.is === 'number' ? value.pieces : [];
}

function withoutStart(pieces: readonly HclTextPiece[], count: number): readonly HclTextPiece[] {
  const [first, ...rest] = pieces;
  if (count === 0 || !first || first.text.length < count) return pieces;
  const place = first.place && { ...first.place, start: first.place.start + count };
  return [{ ...first, text: first.text.slice(count), place }, ...rest];
}

/** The runtimes of apps of Azure: `python_version = "3.12"`. */
export function* appRuntimes({ directory, fact, choices }: Filled): Iterable<FoundThing> {
  for (const { name: field } of fact.fields) {
    const name = field.replace(/(?:_core)?_version$/, '');
    for (const choice of choices(field))
      yield { ...choice, field, parts: runtimeVersionParts(directory, name, choice.value) };
  }
}
