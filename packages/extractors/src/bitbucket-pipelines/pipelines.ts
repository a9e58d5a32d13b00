import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  imageReference,
  items,
  type Node,
  partOf,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  SKIP,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
  textOf,
  unresolvedPart,
  walk,
} from '@fineprint/core';

/** Reads a configuration (https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/). */
export function* readPipelines(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'pipelines', usage: 'ci' };
  yield* readImage({ ...site, address: 'image' }, get(root, 'image'));
  for (const { key, value } of entries(root, 'definitions', 'services'))
    yield* readImage({ ...site, address: `services.${key.text}` }, get(value, 'image'));
  const steps: Resolved[] = [];
  walk(root, (node, path) => {
    if (path.at(-1) === 'step' && node.is === 'map') {
      steps.push(node);
      return SKIP;
    }
    return undefined;
  });
  // A step that stands behind an anchor is met once for each of its uses.
  for (const step of new Set(steps)) yield* readStep(site, step);
}

function* readStep(site: ReferenceSite, step: Resolved): Iterable<ReferenceFact | FileProblem> {
  const at = { ...site, address: `steps.${textOf(step, 'name') ?? ''}` };
  yield* readImage({ ...at, address: `${at.address}/image` }, get(step, 'image'));
  const lines: ScalarNode[] = [];
  for (const line of ['script', 'after-script'].flatMap((key) => items(step, key))) {
    if (line.is === 'scalar' && !line.isNull) lines.push(line);
    const pipe = scalarOf(line, 'pipe');
    if (pipe && !pipe.isNull) yield* readPipe({ ...at, address: `${at.address}/pipe` }, pipe);
  }
  yield* embeddedScript({ ...at, address: `${at.address}/script` }, lines);
}

/** An image is a name, or a mapping with a `name` beside credentials. */
function* readImage(site: ReferenceSite, node: Resolved | undefined): Iterable<ReferenceFact | FileProblem> {
  const image = node && (scalarOf(node) ?? scalarOf(node, 'name'));
  if (image && !image.isNull && image.text !== '') yield* imageReference(site, scalarReference(image));
}

const docker = 'docker://';

/** A pipe is `workspace/name:version` of Atlassian's catalogue, or `docker://image`. */
function* readPipe(site: ReferenceSite, pipe: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  const reference = scalarReference(pipe);
  const { resolved } = reference;
  if (pipe.text.startsWith(docker)) {
    const image = partOf(resolved, { start: docker.length, end: resolved.text.length });
    yield* imageReference(site, { at: reference.at, resolved: image });
    return;
  }
  const colon = resolved.text.indexOf(':');
  const range = { start: colon + 1, end: resolved.text.length };
  const name = colon < 0 ? resolved.text : resolved.text.slice(0, colon);
  const unnamed = unresolvedPart('name', partOf(resolved, { start: 0, end: name.length }));
  yield referenceFact(site, reference, {
    kind: 'bitbucket-pipe',
    name,
    source: `https://bitbucket.org/${name}`,
    request: colon < 0 ? { is: 'nothing' } : { is: 'tag', text: resolved.text.slice(range.start) },
    ...(unnamed.unresolved || colon < 0 ? unnamed : unresolvedPart('version', partOf(resolved, range))),
    slots: colon < 0 ? [] : slotsAt(site.file, 'version', resolved, range),
  });
}
