import {
  type FileProblem,
  items,
  type KubernetesObject,
  patchEntryImages,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  replacedImage,
  type Step,
} from '@fineprint/core';

/** Reads the images that a Kustomization of Flux puts in place of others, or into objects. */
export function* readImages(
  site: ReferenceSite,
  { root }: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  for (const image of items(root, 'spec', 'images')) yield* replacedImage(site, image);
  yield* readPatches(site, root, 'spec', 'patches');
}

/** Reads the images that patches of a Flux object put into other objects. */
export function* readPatches(
  { file }: ReferenceSite,
  root: Resolved,
  ...path: readonly Step[]
): Iterable<ReferenceFact | FileProblem> {
  for (const patch of items(root, ...path)) yield* patchEntryImages(file, patch);
}
