import { joinedReference, type Reference } from '../../reference/index.ts';
import { isDigest } from '../reference/index.ts';
import { type Resolved, type ScalarNode, scalarOf } from '../tree/index.ts';
import { isPlausible } from './plausible.ts';

/** An image written in one scalar, with the tag in another where a custom resource keeps it there. */
export function imageAt(scalar: ScalarNode, tag?: ScalarNode | undefined): Reference {
  return joinedReference(scalar, tag ? [scalar, isDigest(tag.text) ? '@' : ':', tag] : [scalar]);
}

/**
 * An image written as a mapping: `{registry?, repository | image | name, tag | version?, digest?}`, or, where both are
 * there, `repository` and the `image` in it. Where its key does not say that it is an image, a tag must be there, too.
 */
export function joinedImage(map: Resolved, isNamedImage: boolean): Reference | undefined {
  const isSplit = isSplitImage(map);
  const repository = textAt(map, isNamedImage ? ['repository', 'image', 'name'] : ['repository']);
  const tag = textAt(map, isNamedImage || isSplit ? ['tag', 'version'] : ['tag']);
  const digest = textAt(map, ['digest', 'sha']);
  const registry = textAt(map, ['registry']);
  if (!repository || !(tag || digest || registry || repository.text.includes('/'))) return undefined;
  const image = isSplit ? textAt(map, ['image']) : undefined;
  const reference = joinedReference(image ?? repository, [
    ...(registry ? [registry, '/'] : []),
    repository,
    ...(image ? ['/', image] : []),
    ...(tag ? [isDigest(tag.text) ? '@' : ':', tag] : []),
    ...(digest ? [digest.text.includes(':') ? '@' : '@sha256:', digest] : []),
  ]);
  return isPlausible(reference.resolved.text) ? reference : undefined;
}

/** `{repository: nvcr.io/nvidia, image: driver, version: 550.90.7}`, as operators of device drivers have it. */
export function isSplitImage(map: Resolved): boolean {
  return ['repository', 'image', 'version'].every((key) => textAt(map, [key]) !== undefined);
}

function textAt(map: Resolved, keys: readonly string[]): ScalarNode | undefined {
  for (const key of keys) {
    const scalar = scalarOf(map, key);
    if (scalar && !scalar.isNull && scalar.text !== '') return scalar;
  }
  return undefined;
}
