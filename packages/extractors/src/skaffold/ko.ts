import {
  entries,
  type FileProblem,
  imageReference,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  type SourceFile,
  scalarReference,
  writtenScalar,
} from '@fineprint/core';

/** Reads the images that ko builds on, for all programs and for single ones (https://ko.build/configuration). */
export function* readKo(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'defaultBaseImage', usage: 'deployed' };
  const base = writtenScalar(root, 'defaultBaseImage');
  if (base) yield* imageReference(site, scalarReference(base));
  for (const { key, value } of entries(root, 'baseImageOverrides')) {
    const image = writtenScalar(value);
    if (image)
      yield* imageReference({ ...site, address: `baseImageOverrides.${key.text}` }, scalarReference(image));
  }
}
