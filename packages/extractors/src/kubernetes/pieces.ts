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
 * An image written as a mapping: `{registry?, repository | image | name, tag | version?, digest?}`. Where its key does
 * not say that it is an image, repository and tag must both be there.
 */
export function joinedFact(
  file: SourceFile,
  map: Resolved,
  isNamedImage: boolean,
  address: string,
): ImageFact | undefined {
  const repository = textAt(map, isNamedImage ? ['repository', 'image', 'name'] : ['repository']);
  const tag = textAt(map, isNamedImage ? ['tag', 'version'] : ['tag']);
  const digest = textAt(map, ['digest', 'sha']);
  const registry = textAt(map, ['registry']);
  if (!repository || !(tag || digest || registry || repository.text.includes('/'))) return undefined;
  const pieces: Piece[] = [];
  if (registry) pieces.push(pieceOf(file, registry), separator('/'));
  pieces.push(pieceOf(file, repository));
  if (tag) pieces.push(separator(':'), pieceOf(file, tag));
  if (digest) pieces.push(separator(digest.text.includes(':') ? '@' : '@sha256:'), pieceOf(file, digest));
  if (!isPlausible(pieces.map(({ text }) => text).join(''))) return undefined;
  return { is: 'image', place: file.place(repository), text: repository.text, pieces, address };
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
