import {
  type FileProblem,
  imageReference,
  items,
  type Node,
  parseYaml,
  type ReferenceFact,
  type ReferenceSite,
  readDocuments,
  readEmbedded,
  resolve,
  type SourceFile,
  scalarReference,
  valuesImages,
  writtenScalar,
} from '@fineprint/core';

/** Reads the images of values that are kept apart from the chart that takes them; one without a tag has the chart's. */
export function readValuesElsewhere(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  return valuesImages({ file, address: 'values', usage: 'deployed' }, resolve(root));
}

/** Reads the images that a chart's annotation lists (https://artifacthub.io/docs/topics/annotations/helm/). */
export function* readImageList(
  file: SourceFile,
  root: Node | undefined,
): Iterable<ReferenceFact | FileProblem> {
  const list =
    writtenScalar(root, 'annotations', 'artifacthub.io/images') ??
    writtenScalar(root, 'annotations', 'images');
  if (!list) return;
  yield* readEmbedded(file, list, (inner) =>
    readDocuments(inner, parseYaml, function* (listed) {
      for (const item of items(listed)) {
        const image = writtenScalar(item, 'image');
        const site: ReferenceSite = { file: inner, address: 'annotations/images', usage: 'deployed' };
        if (image) yield* imageReference(site, scalarReference(image));
      }
    }),
  );
}
