import {
  curatedParts,
  downloadParts,
  embeddedScript,
  entries,
  type FileProblem,
  get,
  imageReference,
  items,
  type Node,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  runtimeName,
  type SourceFile,
  scalarReference,
  scalarsOf,
  slotsAt,
  unresolvedPart,
  type VariableLookup,
  writtenScalar,
} from '@fineprint/core';

const amplifySides = ['backend', 'frontend', 'test'] as const;

/**
 * Reads a specification of CodeBuild (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html), of Amplify
 * (https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html), or a component of Image Builder
 * (https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html).
 */
export function* readSpecification(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'phases', usage: 'ci' };
  const phases = get(root, 'phases');
  if (phases?.is === 'list') yield* readComponent({ ...site, usage: 'build' }, phases);
  else yield* readPhases(site, phases, lookupIn(root));
  yield* readBatch({ ...site, address: 'batch' }, root);
  for (const application of [root, ...items(root, 'applications')])
    for (const side of amplifySides)
      yield* readPhases({ ...site, address: side }, get(application, side, 'phases'), lookupIn(root));
}

/** The commands of all phases are one script: what one sets, the next still has. */
function* readPhases(
  site: ReferenceSite,
  phases: Resolved | undefined,
  lookup: VariableLookup,
): Iterable<ReferenceFact | FileProblem> {
  const all = entries(phases);
  for (const { value: phase } of all)
    for (const { key, value } of entries(phase, 'runtime-versions'))
      yield* readRuntime(site, key.text, value);
  const commands = all.flatMap(({ value: phase }) =>
    ['commands', 'finally'].flatMap((list) => listed(phase, list)),
  );
  yield* embeddedScript({ ...site, address: `${site.address}/commands` }, commands, { lookup });
}

/** The texts of a list, or the one that stands in place of it. */
function listed(node: Node, key: string) {
  const texts = items(node, key).filter((item) => item.is === 'scalar' && !item.isNull);
  return texts.length > 0 ? texts.filter((item) => item.is === 'scalar') : scalarsOf(node, key);
}

function* readRuntime(site: ReferenceSite, name: string, value: Resolved): Iterable<ReferenceFact> {
  const version = writtenScalar(value);
  if (!version) return;
  const reference = scalarReference(version);
  const { resolved } = reference;
  yield referenceFact({ ...site, address: `runtime-versions/${name}` }, reference, {
    kind: 'tool',
    name: runtimeName(name),
    request: { is: /\d/.test(resolved.text) ? 'version' : 'tag', text: resolved.text },
    ...unresolvedPart('version', resolved),
    slots: slotsAt(site.file, 'version', resolved, { start: 0, end: resolved.text.length }),
  });
}

/** Builds of a batch may each run in an image of their own. */
function* readBatch(site: ReferenceSite, root: Node): Iterable<ReferenceFact | FileProblem> {
  const builds = ['build-list', 'build-graph', 'build-fanout'].flatMap((key) => items(root, 'batch', key));
  const matrix = ['static', 'dynamic'].flatMap((key) => get(root, 'batch', 'build-matrix', key) ?? []);
  for (const build of [...builds, ...matrix])
    for (const image of listed(get(build, 'env') ?? build, 'image'))
      yield* readImage(site, scalarReference(image));
}

function* readImage(site: ReferenceSite, image: Reference): Iterable<ReferenceFact | FileProblem> {
  const { text } = image.resolved;
  const curated = curatedParts(text);
  if (!curated) yield* imageReference(site, image);
  else {
    const tag = { start: text.indexOf(':') + 1, end: text.length };
    yield referenceFact(site, image, {
      ...curated,
      slots: slotsAt(site.file, 'version', image.resolved, tag),
    });
  }
}

/** A component of Image Builder runs steps, each by an action with inputs of its own. */
function* readComponent(site: ReferenceSite, phases: Resolved): Iterable<ReferenceFact | FileProblem> {
  for (const step of items(phases).flatMap((phase) => items(phase, 'steps'))) {
    const action = writtenScalar(step, 'action')?.text;
    const commands = listed(get(step, 'inputs') ?? step, 'commands');
    if (action === 'ExecuteBash') yield* embeddedScript({ ...site, address: 'steps/ExecuteBash' }, commands);
    if (action === 'WebDownload') yield* readDownloads({ ...site, address: 'steps/WebDownload' }, step);
  }
}

function* readDownloads(site: ReferenceSite, step: Resolved): Iterable<ReferenceFact> {
  for (const input of items(step, 'inputs')) {
    const source = writtenScalar(input, 'source');
    const reference = source && scalarReference(source);
    const parts = reference && downloadParts(site.file, reference.resolved);
    if (parts) yield referenceFact(site, reference, parts);
  }
}

/** Variables that the specification sets for its commands. */
function lookupIn(root: Node): VariableLookup {
  const variables = new Map(entries(root, 'env', 'variables').map(({ key, value }) => [key.text, value]));
  return (name) => {
    const found = writtenScalar(variables.get(name));
    return found
      ? { value: scalarReference(found).resolved, place: { start: found.start, end: found.end } }
      : null;
  };
}
