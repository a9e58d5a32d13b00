import {
  chartParts,
  type FileProblem,
  get,
  gitParts,
  imageReference,
  items,
  kustomizeParts,
  manifestParts,
  type Node,
  partOf,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  textOf,
  withRefKey,
  writtenScalar,
} from '@fineprint/core';
import type { SkaffoldFact } from './link.ts';

/** Reads a configuration and its profiles (https://skaffold.dev/docs/references/yaml/). */
export function* readConfig(file: SourceFile, root: Node): Iterable<SkaffoldFact | FileProblem> {
  yield* readPipeline({ file, address: 'config', usage: 'deployed' }, root);
  for (const profile of items(root, 'profiles')) {
    const address = `profiles.${textOf(profile, 'name') ?? ''}`;
    yield* readPipeline({ file, address, usage: 'deployed' }, profile);
    for (const patch of items(profile, 'patches'))
      yield* patchedImage({ file, address: `${address}/patches`, usage: 'build' }, patch);
  }
}

// What is built is written at `/build/artifacts/0/image`.
const builderPath = /\/(?:(?:fromI|runI|kanikoI|packI|koI)mage|builder|kaniko\/image)$/;

function* patchedImage(site: ReferenceSite, patch: Resolved): Iterable<ReferenceFact | FileProblem> {
  const value = writtenScalar(patch, 'value');
  if (value && builderPath.test(textOf(patch, 'path') ?? ''))
    yield* imageReference(site, scalarReference(value));
}

// The images of the builders that run at Google: https://skaffold.dev/docs/references/yaml/#build-googleCloudBuild
const builders = ['docker', 'kaniko', 'maven', 'gradle', 'pack', 'ko', 'bazel'] as const;

function* readPipeline(site: ReferenceSite, root: Node): Iterable<SkaffoldFact | FileProblem> {
  for (const builder of builders) {
    const image = writtenScalar(root, 'build', 'googleCloudBuild', `${builder}Image`);
    if (image)
      yield* imageReference(
        { ...site, address: `${site.address}/googleCloudBuild`, usage: 'build' },
        scalarReference(image),
      );
  }
  for (const required of items(root, 'requires')) yield* readRequired(site, required);
  for (const artifact of items(root, 'build', 'artifacts'))
    yield* readBuilder({ ...site, usage: 'build' }, artifact);
  for (const holder of ['manifests', 'deploy']) yield* readManifests(site, get(root, holder));
  for (const check of items(root, 'verify'))
    yield* containerImage({ ...site, usage: 'development' }, get(check, 'container'));
  for (const action of items(root, 'customActions'))
    for (const container of items(action, 'containers'))
      yield* containerImage({ ...site, usage: 'development' }, container);
}

/** Another configuration: of the repository's own, or of another one. */
function* readRequired(site: ReferenceSite, required: Resolved): Iterable<ReferenceFact> {
  const repository = writtenScalar(required, 'git', 'repo');
  if (!repository) return;
  const reference = scalarReference(repository);
  const ref = writtenScalar(required, 'git', 'ref');
  const parts = gitParts(site.file, reference.resolved, ref ? scalarReference(ref).resolved : null);
  const path = textOf(required, 'git', 'path');
  if (parts)
    yield referenceFact({ ...site, address: `${site.address}/requires` }, reference, {
      ...withRefKey(site.file, parts, get(required, 'git'), { url: 'repo', ref: 'ref' }),
      ...(path ? { subpath: path } : {}),
    });
}

/** The image of an artifact is what is built; what builds it may be an image too. */
function* readBuilder(site: ReferenceSite, artifact: Resolved): Iterable<SkaffoldFact | FileProblem> {
  const built = writtenScalar(artifact, 'image');
  if (built) yield { is: 'artifact', image: built.text, place: site.file.place(built) };
  const paths = [
    ['buildpacks', 'builder'],
    ['buildpacks', 'runImage'],
    ['ko', 'fromImage'],
    ['jib', 'fromImage'],
    ['kaniko', 'image'],
  ];
  for (const path of paths) {
    const image = writtenScalar(artifact, ...path);
    if (image)
      yield* imageReference(
        { ...site, address: `${site.address}/artifacts.${textOf(artifact, 'image') ?? ''}` },
        scalarReference(image),
      );
  }
}

/** What is rendered and deployed: plain manifests, kustomizations and charts. */
function* readManifests(site: ReferenceSite, node: Node | undefined): Iterable<ReferenceFact> {
  if (!node) return;
  const manifests = [
    ...items(node, 'rawYaml'),
    ...items(node, 'kubectl', 'manifests'),
    ...items(node, 'kubectl', 'remoteManifests'),
  ];
  for (const manifest of manifests) if (manifest.is === 'scalar') yield* remote(site, manifest, false);
  for (const path of items(node, 'kustomize', 'paths'))
    if (path.is === 'scalar') yield* remote(site, path, true);
  for (const release of items(node, 'helm', 'releases')) yield* readRelease(site, release);
}

function* remote(site: ReferenceSite, scalar: ScalarNode, isFolder: boolean): Iterable<ReferenceFact> {
  const reference = scalarReference(scalar);
  const parts = isFolder
    ? kustomizeParts(site.file, reference.resolved)
    : manifestParts(site.file, reference.resolved);
  if (parts) yield referenceFact({ ...site, address: `${site.address}/manifests` }, reference, parts);
}

/** `remoteChart` is `oci://…`, a URL, or a name in `repo`; `name/chart` is of a repository that the machine knows. */
function* readRelease(site: ReferenceSite, release: Resolved): Iterable<ReferenceFact> {
  const chart = writtenScalar(release, 'remoteChart');
  if (!chart) return;
  const reference = scalarReference(chart);
  const repository = writtenScalar(release, 'repo');
  const version = writtenScalar(release, 'version');
  const slash = chart.text.lastIndexOf('/');
  const isWhole = /^(?:oci|https?):\/\//.test(chart.text);
  const parts = chartParts(site.file, {
    chart:
      repository && !isWhole
        ? partOf(reference.resolved, { start: slash + 1, end: chart.text.length })
        : reference.resolved,
    repository: repository ? scalarReference(repository).resolved : null,
    version: version ? scalarReference(version).resolved : null,
  });
  const isKnown = isWhole || repository !== undefined;
  yield referenceFact(
    { ...site, address: `${site.address}/releases.${textOf(release, 'name') ?? ''}` },
    reference,
    {
      ...parts,
      ...(isKnown
        ? {}
        : { unresolved: { part: 'name', because: 'Its repository is one that only the machine knows.' } }),
    },
  );
}

function* containerImage(
  site: ReferenceSite,
  container: Node | undefined,
): Iterable<ReferenceFact | FileProblem> {
  const image = container && writtenScalar(container, 'image');
  if (image)
    yield* imageReference(
      { ...site, address: `${site.address}/containers.${textOf(container, 'name') ?? ''}` },
      scalarReference(image),
    );
}
