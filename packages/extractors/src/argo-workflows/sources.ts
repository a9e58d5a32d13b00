import {
  type FileProblem,
  get,
  gitParts,
  manifestParts,
  objectImages,
  objectsIn,
  parseYaml,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  readEmbedded,
  referenceFact,
  scalarReference,
  textOf,
  writtenScalar,
} from '@fineprint/core';

/** Reads where a trigger of a sensor takes the object from that it creates: https://argoproj.github.io/argo-events/sensors/triggers/k8s-object-trigger/ */
export function* readSource(site: ReferenceSite, trigger: Resolved): Iterable<ReferenceFact | FileProblem> {
  const source = get(trigger, 'source');
  if (source?.is !== 'map') return;
  const at = { ...site, address: `${site.address}/source` };
  const url = writtenScalar(source, 'url', 'path');
  const manifest = url ? manifestParts(site.file, scalarReference(url).resolved) : null;
  if (url && manifest) yield referenceFact(at, scalarReference(url), manifest);
  yield* readGit(at, get(source, 'git'));
  const inline = writtenScalar(source, 'inline');
  if (!inline) return;
  yield* readEmbedded(site.file, inline, function* (inner) {
    for (const { root } of inner.parse(parseYaml).documents)
      for (const object of objectsIn(root)) yield* objectImages(inner, object);
  });
}

function* readGit(site: ReferenceSite, git: Resolved | undefined): Iterable<ReferenceFact> {
  const repository = writtenScalar(git, 'url');
  if (!repository) return;
  const ref = writtenScalar(git, 'tag') ?? writtenScalar(git, 'branch') ?? writtenScalar(git, 'ref');
  const reference = scalarReference(repository);
  const parts = gitParts(site.file, reference.resolved, ref ? scalarReference(ref).resolved : null);
  const subpath = textOf(git, 'filePath') ?? '';
  // Neither of them may be a commit.
  const slots: ReferenceFact['slots'] = [];
  if (parts)
    yield referenceFact(site, reference, { ...parts, slots, ...(subpath === '' ? {} : { subpath }) });
}
