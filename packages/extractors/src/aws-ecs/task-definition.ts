import {
  type CommandWord,
  type FileProblem,
  get,
  imageReference,
  items,
  type Node,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  readExec,
  resolvedText,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  scalarText,
  scriptReferences,
  type TextPiece,
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
  const words = [...items(container, 'entryPoint'), ...items(container, 'command')].filter(
    (word) => word.is === 'scalar',
  );
  const site = { file, address: `containerDefinitions.${name}/command`, usage: 'deployed' } as const;
  const texts = new Map(words.map((word) => [word.start, scalarText(file.text, word)] as const));
  const mapped = ({ start, text }: CommandWord) => texts.get(start) ?? { text, runs: [] };
  yield* scriptReferences(site, readExec(words, mapped, { lookup: () => null }));
}

/** Reads the image of a container; one that is left empty is set by whoever deploys it. */
export function readImage(site: ReferenceSite, image: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  return image.isNull || image.text === '' ? [] : imageReference(site, withDefaults(site.file, image));
}

// https://github.com/kayac/ecspresso#template-syntax: a variable of the environment, and what counts without it.
const variable =
  /\{\{-?\s{0,20}env\s{1,20}[`"]\w{1,200}[`"]\s{1,20}[`"](?<byDefault>[^`"{}]{0,200})[`"]\s{0,20}-?\}\}/dg;

/** The image with the defaults of ecspresso's variables in their place. */
function withDefaults(file: SourceFile, image: ScalarNode): Reference {
  const reference = scalarReference(image);
  const { text, start } = image;
  if (!text.includes('{{') || file.text.slice(start, image.end) !== text) return reference;
  const pieces: TextPiece[] = [];
  let done = 0;
  const piece = (from: number, to: number): TextPiece => ({
    is: 'written',
    text: text.slice(from, to),
    span: { start: start + from, end: start + to },
    verbatim: true,
    via: [],
  });
  for (const { index, 0: whole, indices } of text.matchAll(variable)) {
    const [from = 0, to = 0] = indices?.groups?.byDefault ?? [];
    pieces.push(piece(done, index), piece(from, to));
    done = index + whole.length;
  }
  pieces.push(piece(done, text.length));
  return { ...reference, resolved: resolvedText(pieces) };
}
