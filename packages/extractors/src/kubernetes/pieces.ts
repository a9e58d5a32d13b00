import { isDigest, type Resolved, type ScalarNode, type SourceFile, scalarOf } from '@fineprint/core';
import type { ImageFact, Piece } from './facts.ts';
import { isPlausible } from './plausible.ts';

/** An image written in one scalar, with the tag in another where a custom resource keeps it there. */
export function imageFact(
  file: SourceFile,
  scalar: ScalarNode,
  address: string,
  tag?: ScalarNode | undefined,
): ImageFact {
  const pieces = tag
    ? [pieceOf(file, scalar), separator(isDigest(tag.text) ? '@' : ':'), pieceOf(file, tag)]
    : [pieceOf(file, scalar)];
  return { is: 'image', place: file.place(scalar), text: scalar.text, pieces, address };
}

/**
 * An image written as a mapping: `{registry?, repository | image | name, tag | version?, digest?}`, or, where both are
 * there, `repository` and the `image` in it. Where its key does not say that it is an image, a tag must be there, too.
 */
export function joinedFact(
  file: SourceFile,
  map: Resolved,
  isNamedImage: boolean,
  address: string,
): ImageFact | undefined {
  const isSplit = isSplitImage(map);
  const repository = textAt(map, isNamedImage ? ['repository', 'image', 'name'] : ['repository']);
  const tag = textAt(map, isNamedImage || isSplit ? ['tag', 'version'] : ['tag']);
  const digest = textAt(map, ['digest', 'sha']);
  const registry = textAt(map, ['registry']);
  if (!repository || !(tag || digest || registry || repository.text.includes('/'))) return undefined;
  const image = isSplit ? textAt(map, ['image']) : undefined;
  const pieces: Piece[] = [];
  if (registry) pieces.push(pieceOf(file, registry), separator('/'));
  pieces.push(pieceOf(file, repository));
  if (image) pieces.push(separator('/'), pieceOf(file, image));
  if (tag) pieces.push(separator(isDigest(tag.text) ? '@' : ':'), pieceOf(file, tag));
  if (digest) pieces.push(separator(digest.text.includes(':') ? '@' : '@sha256:'), pieceOf(file, digest));
  if (!isPlausible(pieces.map(({ text }) => text).join(''))) return undefined;
  const named = image ?? repository;
  return { is: 'image', place: file.place(named), text: named.text, pieces, address };
}

/** `{repository: nvcr.io/nvidia, image: driver, version: 550.90.7}`, as operators of device drivers have it. */
export function isSplitImage(map: Resolved): boolean {
  return ['repository', 'image', 'version'].every((key) => textAt(map, [key]) !== undefined);
}

/** A run of a reference that stands in a scalar as it is, or as an encoding. */
export function pieceOf(file: SourceFile, scalar: ScalarNode): Piece {
  return { text: scalar.text, place: file.place(scalar), verbatim: scalar.verbatim };
}

/** A run of a reference that no file holds. */
export function separator(text: string): Piece {
  return { text, place: null, verbatim: false };
}

function textAt(map: Resolved, keys: readonly string[]): ScalarNode | undefined {
  for (const key of keys) {
    const scalar = scalarOf(map, key);
    if (scalar && !scalar.isNull && scalar.text !== '') return scalar;
  }
  return undefined;
}
