import {
  absentValue,
  type FileProblem,
  get,
  gitParts,
  imageReference,
  isOfGroup,
  items,
  joinedReference,
  type Node,
  objectsIn,
  type PlacedSlot,
  parseImageReference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  withRefKey,
  writtenScalar,
} from '@fineprint/core';
import { readCharts } from './charts.ts';

/** Reads the packages that the objects of one document install or depend on. */
export function* readPackages(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const object of objectsIn(root)) {
    const site: ReferenceSite = { file, address: `${object.kind}/${object.name}`, usage: 'deployed' };
    if (object.apiVersion.startsWith('pkg.crossplane.io/'))
      yield* packageReference(site, scalarOf(object.root, 'spec', 'package'));
    else if (isOfGroup(object, 'meta.pkg.crossplane.io') || isOfGroup(object, 'dev.upbound.io')) {
      yield* readDependencies(site, object.root);
      yield* readApis(site, object.root);
    } else yield* readCharts(site, object);
  }
}

// https://docs.crossplane.io/latest/packages/configurations/: a dependency by its type, or as a package of an apiVersion.
const dependencyKeys = ['package', 'provider', 'configuration', 'function'] as const;

function* readDependencies(site: ReferenceSite, root: Resolved): Iterable<ReferenceFact | FileProblem> {
  for (const dependency of items(root, 'spec', 'dependsOn')) {
    const key = dependencyKeys.find((each) => scalarOf(dependency, each) !== undefined);
    if (key === undefined) continue;
    yield* packageReference(
      { ...site, address: `${site.address}/dependsOn` },
      scalarOf(dependency, key),
      scalarOf(dependency, 'version'),
    );
  }
  const required = scalarOf(root, 'spec', 'crossplane', 'version');
  if (!required || required.isNull) return;
  yield referenceFact({ ...site, address: `${site.address}/crossplane` }, scalarReference(required), {
    kind: 'tool',
    name: 'crossplane',
    request: { is: 'version', text: required.text },
    slots: versionSlots(site, required),
  });
}

/** Reads the repositories from which a project takes definitions of resources for its build. */
function* readApis(site: ReferenceSite, root: Resolved): Iterable<ReferenceFact> {
  for (const dependency of items(root, 'spec', 'apiDependencies')) {
    const repository = writtenScalar(dependency, 'git', 'repository');
    const ref = writtenScalar(dependency, 'git', 'ref');
    const subpath = textOf(dependency, 'git', 'path') ?? '';
    if (!repository) continue;
    const reference = scalarReference(repository);
    const parts = gitParts(site.file, reference.resolved, ref ? scalarReference(ref).resolved : null);
    const at: ReferenceSite = { ...site, address: `${site.address}/apiDependencies`, usage: 'build' };
    if (!parts) continue;
    const keyed = withRefKey(site.file, parts, get(dependency, 'git'), { url: 'repository', ref: 'ref' });
    yield referenceFact(at, reference, { ...keyed, ...(subpath === '' ? {} : { subpath }) });
  }
}

// Where a package without a registry came from, before version 2 asked for whole addresses.
const defaultRegistry = 'xpkg.upbound.io/';

/** Reads a package; the constraint of a dependency stands beside it, and may be a tag or a digest as well. */
function* packageReference(
  site: ReferenceSite,
  address: ScalarNode | undefined,
  version?: ScalarNode | undefined,
): Iterable<ReferenceFact | FileProblem> {
  if (!address || address.isNull || address.text === '') return;
  const parsed = parseImageReference(address.text);
  const isShort = parsed.is === 'image' && parsed.isShortName;
  const digest = version && /^sha256:/.test(version.text) ? ['@', version] : [];
  const reference = joinedReference(address, [...(isShort ? [defaultRegistry] : []), address, ...digest]);
  const range = version && digest.length === 0 && !version.isNull ? version : undefined;
  for (const fact of imageReference(site, reference)) {
    if (fact.is === 'problem') yield fact;
    else yield { ...fact, kind: 'crossplane-package', ...(range ? constraint(site, range) : {}) };
  }
}

/** `>=v0.1.0` is a range of tags, `v0.1.0` one tag. */
function constraint(site: ReferenceSite, range: ScalarNode): Pick<ReferenceFact, 'request' | 'slots'> {
  const isRange = /[<>=~^*|,\s]/.test(range.text);
  return {
    request: { is: isRange ? 'version' : 'tag', text: range.text },
    // A digest may stand in the place of the constraint.
    slots: [...versionSlots(site, range), ...(range.verbatim ? [insteadOf(site, range)] : [])],
  };
}

function insteadOf({ file }: ReferenceSite, range: ScalarNode): PlacedSlot {
  return { ...absentValue('digest', ''), place: file.place(range) };
}

function versionSlots({ file }: ReferenceSite, scalar: ScalarNode): ReferenceFact['slots'] {
  return [{ is: 'version', value: scalar.text, place: file.place(scalar), verbatim: scalar.verbatim }];
}
