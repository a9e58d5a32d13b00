import {
  type FileProblem,
  gitParts,
  isOfGroup,
  type KubernetesObject,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type SourceFile,
  scalarReference,
  writtenScalar,
} from '@fineprint/core';

/** Reads the repository whose folders Fleet deploys, by its branch or commit (https://fleet.rancher.io/ref-gitrepo). */
export function* objectRepositories(
  file: SourceFile,
  object: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  if (object.kind !== 'GitRepo' || !isOfGroup(object, 'fleet.cattle.io')) return;
  const url = writtenScalar(object.root, 'spec', 'repo');
  const ref = writtenScalar(object.root, 'spec', 'revision') ?? writtenScalar(object.root, 'spec', 'branch');
  const reference = url && scalarReference(url);
  const parts = reference && gitParts(file, reference.resolved, ref ? scalarReference(ref).resolved : null);
  const site: ReferenceSite = { file, address: `GitRepo/${object.name}`, usage: 'deployed' };
  if (parts) yield referenceFact(site, reference, parts);
}
