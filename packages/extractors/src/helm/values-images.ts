import { isDigest, type Location, locate, parseImageReference } from '@fineprint/core';
import type { Value } from './facts.ts';
import type { Run } from './go-template/result.ts';

/** A values file, or a mapping in it. */
export interface Values {
  readonly path: string;
  readonly root: Value;
}

/** An image that a values file describes; each part with its place. */
export interface ValuesImage {
  /** Path of the mapping, or of the text, below the root: `sidecar.image`. */
  readonly path: string;
  readonly registry: WrittenRun | null;
  readonly repository: WrittenRun;
  readonly tag: WrittenRun | null;
  readonly digest: WrittenRun | null;
  /** Whether a tag is spoken of and left empty: the template then takes the `appVersion`. */
  readonly leavesTagOpen: boolean;
  /** Whether there is a name only, and a `repository` beside it that is left empty: a template puts something before it. */
  readonly leavesNameOpen: boolean;
  /** Where a digest is spoken of and left empty. */
  readonly emptyDigest: Location | null;
  readonly at: Location;
}

/** A run that a file holds. */
export type WrittenRun = Run & { readonly at: Location };

// `image`, `proxyImage`, `image_name` is too doubtful.
const imageKey = /image$/i;
const deepest = 60;

/**
 * Finds the images of a values file: a mapping `{registry?, repository, tag?, digest?}`, or a text under a key that
 * ends in `image`. `base` is the chart's own values, which other values files are laid over.
 */
export function* valuesImages(
  { path: file, root: value }: Values,
  base: Values | undefined,
  path: readonly string[] = [],
): Iterable<ValuesImage> {
  if (path.length > deepest) return;
  const inner = (root: Value): Values => ({ path: file, root });
  if (value.is === 'list') {
    for (const item of value.items) yield* valuesImages(inner(item), undefined, path);
    return;
  }
  if (value.is !== 'map') return;
  const image = imageMap(inner(value), base, path);
  if (image) yield image;
  for (const [key, below] of value.entries) {
    const here = [...path, key];
    if (below.is === 'scalar') {
      const text = imageKey.test(key) && !image ? imageText(inner(value), here) : null;
      if (text) yield text;
    } else {
      const under = base && child(base.root, key);
      yield* valuesImages(inner(below), base && under && { ...base, root: under }, here);
    }
  }
}

function imageMap(map: Values, base: Values | undefined, path: readonly string[]): ValuesImage | null {
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
  const speaksOfTag = tagKeys.some((key) => child(map.root, key) !== undefined);
  // A chart's own `repository` is a URL; a Git repository is no image either.
  if (!isPlausible(repository.text) || !(isNamed || tag || digest || registry || speaksOfTag)) return null;
  return {
    path: path.join('.'),
    registry,
    repository,
    tag,
    digest,
    leavesTagOpen: !tag && !digest,
    leavesNameOpen: child(map.root, 'repository') !== undefined && either(['repository']) === null,
    emptyDigest: emptyAt(map, 'digest'),
    at: said.at,
  };
}

/** `image: nginx:1.27`, or `image: nginx` with `imageTag` or `tag` beside it, and its registry, if it names none. */
function imageText(map: Values, path: readonly string[]): ValuesImage | null {
  const key = path.at(-1) ?? '';
  const written = textAt(map, [key]);
  if (!written || !isPlausible(written.text)) return null;
  const tag = textAt(map, [`${key}Tag`, 'imageTag', 'tag']);
  const parsed = parseImageReference(written.text);
  if (parsed.is !== 'image') return null;
  const isWhole = parsed.tag !== null || parsed.digest !== null;
  // A bare word under `…Image` may be anything.
  if (!isWhole && !tag && !written.text.includes('/')) return null;
  const registry = parsed.isShortName ? textAt(map, [`${key}Registry`, 'registry']) : null;
  const isOfImage = registry !== null && isPlausible(`${registry.text}/${written.text}`);
  return {
    path: path.join('.'),
    registry: isOfImage ? registry : null,
    repository: written,
    tag: isWhole ? null : tag,
    digest: null,
    leavesTagOpen: false,
    leavesNameOpen: false,
    emptyDigest: null,
    at: written.at,
  };
}

function isPlausible(text: string): boolean {
  return (
    !/\s|^[a-z+]+:\/\/|\.git$|\.(?:png|svg|jpe?g|gif)$/i.test(text) &&
    parseImageReference(text.includes('{{') ? 'x' : text).is === 'image'
  );
}

/** The place within the quotes of an empty text. */
function emptyAt({ path, root }: Values, key: string): Location | null {
  const found = child(root, key);
  if (found?.is !== 'scalar' || found.isNull || found.text !== '') return null;
  const [start, end, line, column, endLine, endColumn] = found.at;
  return start === end ? locate(path, { start, end, line, column, endLine, endColumn }) : null;
}

/** The value under a key. */
export function child(value: Value, key: string): Value | undefined {
  if (value.is !== 'map') return undefined;
  const { entries } = value;
  if (entries.length <= fewKeys) return entries.find(([name]) => name === key)?.[1];
  // Each key is looked at beside the others: without an index that is the square of them.
  const known = indexes.get(entries) ?? new Map([...entries].reverse());
  indexes.set(entries, known);
  return known.get(key);
}

const fewKeys = 16;
const indexes = new WeakMap<object, ReadonlyMap<string, Value>>();

/** The text at one of several keys: the first that is there and not empty. */
export function textAt({ path, root }: Values, keys: readonly string[]): WrittenRun | null {
  for (const key of keys) {
    const found = child(root, key);
    if (found?.is !== 'scalar' || found.isNull || found.text === '') continue;
    const [start, end, line, column, endLine, endColumn] = found.at;
    const at = locate(path, { start, end, line, column, endLine, endColumn });
    return { text: found.text, at, verbatim: !found.encoded };
  }
  return null;
}

/** The whole reference of an image, from its parts. */
export function runsOf(
  { registry, repository, tag, digest }: ValuesImage,
  openTag: Run | null,
): readonly Run[] {
  const mark = (text: string): Run => ({ text, at: null, verbatim: false });
  const chosen = tag ?? openTag;
  return [
    ...(registry ? [registry, mark('/')] : []),
    repository,
    ...(chosen ? [mark(isDigest(chosen.text) ? '@' : ':'), chosen] : []),
    ...(digest ? [mark(digest.text.includes(':') ? '@' : '@sha256:'), digest] : []),
  ];
}
