import {
  type FileProblem,
  imageReference,
  joinedReference,
  type Node,
  type ReferenceFact,
  type SourceFile,
  textOf,
  writtenScalar,
} from '@fineprint/core';
import { imageInputsOf } from './tools.ts';

/** Reads the image that a known action is told to run. */
export function* readInputImage(
  file: SourceFile,
  step: Node,
  address: string,
): Iterable<ReferenceFact | FileProblem> {
  const action = (textOf(step, 'uses') ?? '').replace(/@.*$/s, '');
  const [input, tagInput] = imageInputsOf(action) ?? [];
  const image = input === undefined ? undefined : writtenScalar(step, 'with', input);
  const tag = tagInput === undefined ? undefined : writtenScalar(step, 'with', tagInput);
  if (!image) return;
  const reference = joinedReference(image, tag ? [image, ':', tag] : [image]);
  yield* imageReference({ file, address: `${address}/with.${input}`, usage: 'ci' }, reference);
}
