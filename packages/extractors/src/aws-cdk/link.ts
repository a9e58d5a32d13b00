import {
  type Linked,
  linkReferences,
  packageParts,
  type ReferenceFact,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';

/** Links an app: the versions of what it runs and loads from npm stand in its `package.json` and the lockfile beside. */
export function* linkApp(unit: UnitFiles<ReferenceFact>, tree: Tree<ReferenceFact>): Iterable<Linked> {
  for (const linked of linkReferences(unit, 'cdk-app')) {
    const isAsked =
      linked.is === 'occurrence' &&
      linked.kind === 'library' &&
      linked.name.startsWith('npm/') &&
      linked.request.is === 'nothing' &&
      linked.unresolved === undefined;
    if (!isAsked) {
      yield linked;
      continue;
    }
    const parts = packageParts(linked.at.path, linked.name.slice('npm/'.length), tree);
    if (parts !== 'own') yield parts ? { ...linked, ...parts } : linked;
  }
}
