import {
  type FileProblem,
  get,
  imageReference,
  items,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
} from '@fineprint/core';

/**
 * Reads the images of a task definition, or of a job definition of Batch
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html).
 */
export function* readTaskDefinition(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const definition = get(root, 'taskDefinition') ?? get(root);
  if (!definition) return;
  const containers = definition.is === 'list' ? items(definition) : items(definition, 'containerDefinitions');
  for (const [index, container] of containers.entries())
    yield* readContainer(file, container, `${textOf(container, 'name') ?? index}`);
  const job = scalarOf(definition, 'containerProperties', 'image');
  if (job) yield* readImage({ file, address: 'containerProperties/image', usage: 'deployed' }, job);
  // Version 1 of the files of Elastic Beanstalk has one image.
  const single = scalarOf(definition, 'Image', 'Name');
  if (single) yield* readImage({ file, address: 'Image', usage: 'deployed' }, single);
}

function* readContainer(
  file: SourceFile,
  container: Resolved,
  name: string,
): Iterable<ReferenceFact | FileProblem> {
  const image = scalarOf(container, 'image') ?? scalarOf(container, 'imageUri');
  if (image)
    yield* readImage({ file, address: `containerDefinitions.${name}/image`, usage: 'deployed' }, image);
}

/** Reads the image of a container; one that is left empty is set by whoever deploys it. */
export function readImage(site: ReferenceSite, image: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  return image.isNull || image.text === '' ? [] : imageReference(site, scalarReference(image));
}
