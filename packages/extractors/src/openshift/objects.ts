import {
  type FileProblem,
  filledReference,
  get,
  gitParts,
  imageReference,
  items,
  type KubernetesObject,
  type Node,
  objectsIn,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  resolve,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  walk,
  withRefKey,
} from '@fineprint/core';
import { readOperators } from './operators.ts';

type Fill = (scalar: ScalarNode) => Reference;

// `${NAME}` puts in the text of a parameter, `${{NAME}}` its value.
const expression = /\$\{\{?(?<name>\w{1,200})\}?\}/g;

/** Reads the objects of one document; those in a template with its parameters filled in. */
export function* readOpenShift(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const object of objectsIn(root)) {
    if (object.kind !== 'Template') {
      yield* readObject(file, object, scalarReference);
      continue;
    }
    const parameters = parametersOf(object.root);
    const lookup = (name: string) => parameters.get(name);
    const fill: Fill = (scalar) => filledReference(file, scalar, { expression, lookup });
    for (const item of items(object.root, 'objects')) {
      for (const inner of objectsIn(resolve(item))) {
        yield* readObject(file, inner, fill);
        yield* readContainers(file, inner, fill);
      }
    }
  }
}

/** The values of parameters that have one; the others are generated, or must be given. */
function parametersOf(template: Resolved): ReadonlyMap<string, ScalarNode> {
  const found = new Map<string, ScalarNode>();
  for (const parameter of items(template, 'parameters')) {
    const value = scalarOf(parameter, 'value');
    if (value && !value.isNull && value.text !== '') found.set(textOf(parameter, 'name') ?? '', value);
  }
  return found;
}

function* readObject(
  file: SourceFile,
  object: KubernetesObject,
  fill: Fill,
): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: `${object.kind}/${object.name}`, usage: 'deployed' };
  if (object.kind === 'BuildConfig') yield* readBuild({ ...site, usage: 'build' }, object.root, fill);
  if (object.kind === 'ImageStream') yield* readStream(site, object.root, fill);
  yield* readOperators(site, object, fill);
}

const strategies = ['dockerStrategy', 'sourceStrategy', 'customStrategy'] as const;

/** A build takes an image to build with, images to copy from, and a repository; what it puts out is the repository's own. */
function* readBuild(site: ReferenceSite, root: Resolved, fill: Fill): Iterable<ReferenceFact | FileProblem> {
  for (const strategy of strategies)
    yield* fromImage(site, scalarsOf(root, 'spec', 'strategy', strategy, 'from'), fill);
  for (const image of items(root, 'spec', 'source', 'images'))
    yield* fromImage(site, scalarsOf(image, 'from'), fill);
  const uri = scalarOf(root, 'spec', 'source', 'git', 'uri');
  const ref = scalarOf(root, 'spec', 'source', 'git', 'ref');
  if (!uri || uri.isNull) return;
  const reference = fill(uri);
  const parts = gitParts(site.file, reference.resolved, ref && !ref.isNull ? fill(ref).resolved : null);
  const git = get(root, 'spec', 'source', 'git');
  if (parts)
    yield referenceFact(
      { ...site, address: `${site.address}/source` },
      reference,
      withRefKey(site.file, parts, git, { url: 'uri', ref: 'ref' }),
    );
}

/** An image stream follows images of a registry by its tags. */
function* readStream(site: ReferenceSite, root: Resolved, fill: Fill): Iterable<ReferenceFact | FileProblem> {
  for (const tag of items(root, 'spec', 'tags'))
    yield* fromImage(
      { ...site, address: `${site.address}/tags.${textOf(tag, 'name') ?? ''}` },
      scalarsOf(tag, 'from'),
      fill,
    );
  const repository = scalarOf(root, 'spec', 'dockerImageRepository');
  if (!repository || repository.isNull || repository.text === '') return;
  // All tags of the repository are followed.
  for (const fact of imageReference(site, fill(repository))) {
    if (fact.is === 'problem') yield fact;
    else yield { ...fact, slots: [] };
  }
}

interface From {
  readonly kind: string | undefined;
  readonly name: ScalarNode | undefined;
}

function scalarsOf(node: Node, ...path: readonly string[]): From {
  return { kind: textOf(node, ...path, 'kind'), name: scalarOf(node, ...path, 'name') };
}

/** `ImageStreamTag` and `ImageStreamImage` are of the cluster's own. */
function* fromImage(
  site: ReferenceSite,
  { kind, name }: From,
  fill: Fill,
): Iterable<ReferenceFact | FileProblem> {
  if (kind === 'DockerImage' && name && !name.isNull) yield* imageReference(site, fill(name));
}

/** Images of containers that parameters name; plain ones are any container's. */
function* readContainers(
  file: SourceFile,
  object: KubernetesObject,
  fill: Fill,
): Iterable<ReferenceFact | FileProblem> {
  const images: ScalarNode[] = [];
  walk(object.root, (node, path) => {
    const image = /^(?:containers|initContainers)$/.test(String(path.at(-2) ?? ''))
      ? scalarOf(node, 'image')
      : undefined;
    if (image?.text.includes('${')) images.push(image);
    return undefined;
  });
  const site: ReferenceSite = {
    file,
    address: `${object.kind}/${object.name}/containers`,
    usage: 'deployed',
  };
  for (const image of images) yield* imageReference(site, fill(image));
}
