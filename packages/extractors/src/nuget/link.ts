import {
  type DependencyFact,
  dependencyOccurrence,
  type Fact,
  type FindChosen,
  isChosen,
  isDependency,
  joinLock,
  type Linked,
  linkUnlocked,
  locate,
  type Occurrence,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import { evaluate, type Surroundings, surroundings, type Version } from './evaluate.ts';
import type { ItemFact, NugetFact } from './facts.ts';
import { nugetName } from './packages.ts';

/** Links a directory: projects with central versions, properties and the lockfile beside them. */
export function* linkProjects(unit: UnitFiles<NugetFact>, tree: Tree<NugetFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'dotnet-project' };
  const around = surroundings(unit, tree);
  const manifests = unit.files.map((file) => asDependencies(file, around));
  const lockfile = unit.files.find(({ format }) => format === 'lockfile');
  const lock = lockfile && joinLock(lockfile, manifests, findIn(lockfile));
  for (const file of manifests) {
    if (lock) yield* lock.linkManifest(file, completed);
    else yield* linkUnlocked(file, completed);
  }
  if (lock) yield* lock.linkRest();
}

function findIn(lock: UnitFile): FindChosen {
  const byName = Map.groupBy(lock.facts.filter(isChosen), ({ name }) => name);
  return ({ name }) => {
    const [first, ...others] = byName.get(name) ?? [];
    return first && [first, ...others];
  };
}

// What a fact does not carry: places in other files.
const more = new WeakMap<Fact, Pick<Occurrence, 'slots' | 'via'>>();

function completed(path: string, fact: DependencyFact): Occurrence {
  return { ...dependencyOccurrence(path, fact), ...more.get(fact) };
}

function asDependencies(file: UnitFile<NugetFact>, around: Surroundings): UnitFile {
  const facts = file.facts.flatMap((fact): readonly Fact[] => {
    if (fact.is === 'item')
      return fact.item === 'PackageVersion' ? [] : itemDependency(file.path, fact, around);
    return isDependency(fact) ? [fact] : [];
  });
  return { ...file, facts };
}

function itemDependency(path: string, fact: ItemFact, around: Surroundings): readonly DependencyFact[] {
  const { name, item, isPrivate, place } = fact;
  const version = versionOf(path, fact, around);
  const isUnknownName = name.includes('$(');
  const usage =
    item === 'Sdk' || item === 'PackageDownload' || item === 'DotNetCliToolReference'
      ? 'build'
      : isPrivate
        ? 'development'
        : 'deployed';
  const dependency: DependencyFact = {
    is: 'reference',
    kind: 'library',
    name: nugetName(name),
    request: version ? { is: 'version', text: version.text } : { is: 'nothing' },
    ...(isUnknownName
      ? { unresolved: { part: 'name', because: 'MSBuild puts its name together when it runs.' } }
      : unresolvedVersion(version)),
    text: name,
    place,
    address: `${item}.${name}`,
    usage,
    ...(usage === 'development' ? { scope: 'excluded' } : {}),
    asked: { name: nugetName(name), spec: version?.text ?? '' },
    slots: [],
    via: [],
  };
  more.set(dependency, { slots: version?.slot ? [version.slot] : [], via: version?.via ?? [] });
  return [dependency];
}

function versionOf(
  path: string,
  { name, version, isOverride, item }: ItemFact,
  around: Surroundings,
): Version | null {
  const central = item === 'PackageReference' && !isOverride ? around.central(name) : undefined;
  if (version && (isOverride || !central)) return evaluate(path, version, around);
  const listed = central?.fact.version;
  if (!central || !listed) return null;
  const value = evaluate(central.path, listed, around);
  return { ...value, via: [locate(central.path, central.fact.place), ...value.via] };
}

function unresolvedVersion(version: Version | null): Pick<Occurrence, 'unresolved'> {
  if (!version || version.unknown.length === 0) return {};
  const because = `No file here defines the property ${version.unknown.join(', ')}.`;
  return { unresolved: { part: 'version', because } };
}
