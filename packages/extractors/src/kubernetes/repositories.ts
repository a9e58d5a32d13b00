import {
  absentKey,
  type FileProblem,
  get,
  gitParts,
  isOfGroup,
  type KubernetesObject,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type SourceFile,
  scalarReference,
  withRefKey,
  writtenScalar,
} from '@fineprint/core';

/** Reads the repository whose folders Fleet deploys, by its branch or commit (https://fleet.rancher.io/ref-gitrepo). */
export function* objectRepositories(
  file: SourceFile,
  object: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  if (object.kind !== 'GitRepo' || !isOfGroup(object, 'fleet.cattle.io')) return;
  const spec = get(object.root, 'spec');
  const url = writtenScalar(spec, 'repo');
  const revision = writtenScalar(spec, 'revision');
  const branch = writtenScalar(spec, 'branch');
  const ref = revision ?? branch;
  const reference = url && scalarReference(url);
  const parts = reference && gitParts(file, reference.resolved, ref ? scalarReference(ref).resolved : null);
  const site: ReferenceSite = { file, address: `GitRepo/${object.name}`, usage: 'deployed' };
  if (!parts) return;
  // A revision wins over a branch, and only it may be a commit.
  const slots = absentKey(file, spec, { key: 'revision', behind: branch ? 'branch' : 'repo' }, 'commit');
  const keys = { url: 'repo', ref: 'revision' } as const;
  yield referenceFact(site, reference, revision ? withRefKey(file, parts, spec, keys) : { ...parts, slots });
}
