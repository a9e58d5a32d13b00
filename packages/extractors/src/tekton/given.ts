import {
  type FileProblem,
  get,
  gitParts,
  imageReference,
  isSurelyImage,
  items,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  scalarOf,
  textOf,
  walk,
} from '@fineprint/core';
import { filled, type Parameters } from './parameters.ts';

/**
 * Reads what pipelines and runs give to tasks that stand elsewhere: the images that these run or build on, and the
 * repository that `git-clone`, or a `PipelineResource` of old, takes its sources from.
 */
export function* readGiven(
  site: ReferenceSite,
  root: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  const found: Resolved[] = [];
  walk(root, (node) => {
    if (node.is === 'map' && get(node, 'params')) found.push(node);
    return undefined;
  });
  for (const node of found) {
    const name = textOf(node, 'name');
    const at = { ...site, address: name ? `${site.address}/${name}` : site.address };
    if (clones(node)) yield* readSource(at, node, parameters);
    else if (get(node, 'taskRef') ?? get(node, 'pipelineRef')) yield* readImages(at, node, parameters);
  }
}

function clones(node: Resolved): boolean {
  const task = textOf(node, 'taskRef', 'name') ?? hubName(node) ?? '';
  return /^git-clone(?:-|$)/.test(task) || textOf(node, 'type') === 'git';
}

function hubName(node: Resolved): string | undefined {
  const name = items(node, 'taskRef', 'params').find((parameter) => textOf(parameter, 'name') === 'name');
  return name && textOf(name, 'value');
}

function* readSource(
  site: ReferenceSite,
  node: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  const given = new Map<string, Reference>();
  for (const [name, reference] of valuesOf(site, node, parameters)) given.set(name.toLowerCase(), reference);
  const url = given.get('url');
  // What only the run's event knows is the repository's own.
  const parts = url && gitParts(site.file, url.resolved, given.get('revision')?.resolved ?? null);
  if (url && parts && parts.unresolved?.part !== 'name') yield referenceFact(site, url, parts);
}

// Images that a task makes, or writes to, are called so; `IMAGE` alone mostly is one.
const made =
  /(?:^|[-_])(?:app|cache|dest(?:ination)?|manifest|new|original|output|push|result|target)[-_]?image/i;

/** What has a digest was there before the run. */
function* readImages(
  site: ReferenceSite,
  node: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  for (const [name, reference] of valuesOf(site, node, parameters)) {
    const { text, pieces } = reference.resolved;
    // A value that a parameter of the object holds is named where that stands.
    const isWritten = pieces.every(({ via }) => via.length === 0);
    const isTaken = /.image$/i.test(name) && !made.test(name);
    if (isWritten && (isTaken || text.includes('@sha256:')) && isSurelyImage(text) && !text.includes('$('))
      yield* imageReference({ ...site, address: `${site.address}/params.${name}` }, reference);
  }
}

function* valuesOf(
  { file }: ReferenceSite,
  node: Resolved,
  parameters: Parameters,
): Iterable<readonly [name: string, value: Reference]> {
  for (const parameter of items(node, 'params')) {
    const value = scalarOf(parameter, 'value');
    if (value && !value.isNull) yield [textOf(parameter, 'name') ?? '', filled(file, value, parameters)];
  }
}
