import { isDigest, type Place, parseImageReference } from '@fineprint/core';
import type { Value, WrittenText } from './facts.ts';

/** An image that a values file describes; each part with its place. */
export interface ValuesImage {
  /** Path of the mapping, or of the text, below the root: `sidecar.image`. */
  readonly path: string;
  readonly registry: WrittenText | null;
  readonly repository: WrittenText;
  readonly tag: WrittenText | null;
  readonly digest: WrittenText | null;
  /** Whether a tag is spoken of and left empty: the template then takes the `appVersion`. */
  readonly leavesTagOpen: boolean;
  readonly place: Place;
}

// `image`, `proxyImage`, `image_name` is too doubtful.
const imageKey = /image$/i;
const deepest = 60;

/**
 * Finds the images of a values file: a mapping `{registry?, repository, tag?, digest?}`, or a text under a key that
 * ends in `image`. `base` is the chart's own values, which other values files are laid over.
 */
export function* valuesImages(
  value: Value,
  base: Value | undefined,
  path: readonly string[] = [],
): Iterable<ValuesImage> {
  if (path.length > deepest) return;
  if (value.is === 'list') {
    for (const item of value.items) yield* valuesImages(item, undefined, path);
    return;
  }
  if (value.is !== 'map') return;
  const image = imageMap(value, base, path);
  if (image) yield image;
  for (const [key, inner] of value.entries) {
    const here = [...path, key];
    if (inner.is === 'scalar') {
      const text = imageKey.test(key) && !image ? imageText(value, inner, here) : null;
      if (text) yield text;
    } else yield* valuesImages(inner, base && child(base, key), here);
  }
}

function imageMap(map: Value, base: Value | undefined, path: readonly string[]): ValuesImage | null {
  const isNamed = imageKey.test(path.at(-1) ?? '');
  const names = isNamed ? ['repository', 'name', 'image'] : ['repository'];
  const own = (keys: readonly string[]) => textAt(map, keys);
  const either = (keys: readonly string[]) => own(keys) ?? (base ? textAt(base, keys) : null);
  const repository = either(names);
  const said = own(names) ?? own(['tag', 'version']) ?? own(['digest', 'sha']);
  if (!repository || !said) return null;
  const tagKeys = isNamed ? ['tag', 'version'] : ['tag'];
  const tag = either(tagKeys);
  const digest = either(['digest', 'sha']);
  const registry = either(['registry']);
  const speaksOfTag = tagKeys.some((key) => child(map, key) !== undefined);
  // A chart's own `repository` is a URL; a Git repository is no image either.
  if (!isPlausible(repository.text) || !(isNamed || tag || digest || registry || speaksOfTag)) return null;
  return {
    path: path.join('.'),
    registry,
    repository,
    tag,
    digest,
    leavesTagOpen: !tag && !digest,
    place: said.place,
  };
}

/** `image: nginx:1.27`, or `image: nginx` with `imageTag` or `tag` beside it. */
function imageText(
  map: Value,
  scalar: Value & { is: 'scalar' },
  path: readonly string[],
): ValuesImage | null {
  const written = writtenOf(scalar);
  if (!written || !isPlausible(written.text)) return null;
  const key = path.at(-1) ?? '';
  const tag = textAt(map, [`${key}Tag`, 'imageTag', 'tag']);
  const parsed = parseImageReference(written.text);
  if (parsed.is !== 'image') return null;
  const isWhole = parsed.tag !== null || parsed.digest !== null;
  // A bare word under `…Image` may be anything.
  if (!isWhole && !tag && !written.text.includes('/')) return null;
  return {
    path: path.join('.'),
    registry: null,
    repository: written,
    tag: isWhole ? null : tag,
    digest: null,
    leavesTagOpen: false,
    place: written.place,
  };
}

function isPlausible(text: string): boolean {
  return (
    !/\s|^[a-z+]+:\/\/|\.git$|\.(?:png|svg|jpe?g|gif)$/i.test(text) &&
    parseImageReference(text.includes('{{') ? 'x' : text).is === 'image'
  );
}

/** The value under a key. */
export function child(value: Value, key: string): Value | undefined {
  return value.is === 'map' ? value.entries.find(([name]) => name === key)?.[1] : undefined;
}

/** The text at one of several keys: the first that is there and not empty. */
export function textAt(value: Value, keys: readonly string[]): WrittenText | null {
  for (const key of keys) {
    const found = child(value, key);
    const written = found?.is === 'scalar' ? writtenOf(found) : null;
    if (written) return written;
  }
  return null;
}

function writtenOf({ text, at, encoded, isNull }: Value & { is: 'scalar' }): WrittenText | null {
  if (isNull || text === '') return null;
  const [start, end, line, column, endLine, endColumn] = at;
  return { text, place: { start, end, line, column, endLine, endColumn }, verbatim: !encoded };
}

/** The whole reference of an image, from its parts; `null` pieces stand in no file. */
export function piecesOf({ registry, repository, tag, digest }: ValuesImage, openTag: WrittenText | null) {
  const mark = (text: string) => ({ text, place: null, verbatim: false });
  const chosen = tag ?? openTag;
  return [
    ...(registry ? [registry, mark('/')] : []),
    repository,
    ...(chosen ? [mark(isDigest(chosen.text) ? '@' : ':'), chosen] : []),
    ...(digest ? [mark(digest.text.includes(':') ? '@' : '@sha256:'), digest] : []),
  ];
}
