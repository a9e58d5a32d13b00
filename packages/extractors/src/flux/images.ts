import {
  type FileProblem,
  items,
  type KubernetesObject,
  type ReferenceFact,
  type ReferenceSite,
  replacedImage,
} from '@fineprint/core';

/** Reads the images that a Kustomization of Flux puts in place of others. */
export function* readImages(
  site: ReferenceSite,
  { root }: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  for (const image of items(root, 'spec', 'images')) yield* replacedImage(site, image);
}
