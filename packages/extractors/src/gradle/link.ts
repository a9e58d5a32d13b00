import {
  type DependencyFact,
  dependencyOccurrence,
  type Fact,
  isDependency,
  type JoinedLock,
  joinLock,
  type Linked,
  linkUnlocked,
  type Occurrence,
  onceForEach,
  type Scope,
  type Tree,
  type UnitFile,
  type UnitFiles,
  type Usage,
} from '@fineprint/core';
import type { CoordinatesFact, EntryFact, GradleFact } from './facts.ts';
import { above, type Variables, type Version, variablesOver, versionOf } from './variables.ts';

type File = UnitFile<GradleFact>;
type Unit = UnitFiles<GradleFact>;

/** Links a project: scripts and catalogues with the lock state and the verified hashes that rule them. */
export function* linkProject(unit: Unit, tree: Tree<GradleFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'gradle-project' };
  const verified = verifiedOver(unit, tree);
  for (const item of linkFiles(unit, tree))
    yield item.is === 'occurrence' ? withHashes(item, verified) : item;
}

function* linkFiles(unit: Unit, tree: Tree<GradleFact>): Iterable<Linked> {
  const variables = variablesOver(unit, tree);
  const usages = usagesIn(unit, tree);
  const manifests = unit.files.map((file) => asDependencies(file, variables, usages));
  const locks = unit.files
    .filter(({ format }) => format === 'lockfile')
    .map((lock) => joinLock(lock, manifests));
  for (const file of manifests) {
    // A script has a lock state of its own where it locks what it itself is built with.
    const lock = locks.find((each) => rules(each, file)) ?? locks[0];
    if (lock) yield* lock.linkManifest(file, completed);
    else yield* linkUnlocked(file, completed);
  }
  for (const lock of locks) yield* lock.linkRest();
}

function rules(lock: JoinedLock, file: UnitFile): boolean {
  for (const item of lock.linkManifest(file)) if (item.is === 'occurrence' && item.locked) return true;
  return false;
}

// What a fact does not carry: places in other files.
const more = new WeakMap<Fact, Pick<Occurrence, 'slots' | 'via'>>();

function completed(path: string, fact: DependencyFact): Occurrence {
  return { ...dependencyOccurrence(path, fact), ...more.get(fact) };
}

function asDependencies(file: File, variables: Variables, usages: Usages): UnitFile {
  const facts = file.facts.flatMap((fact): readonly Fact[] => {
    if (fact.is === 'coordinates') return isOwn(fact) ? [] : [scriptDependency(file.path, fact, variables)];
    if (!isDependency(fact)) return [];
    const isManaged = fact.kind === 'library' && fact.request.is === 'nothing';
    return [{ ...fact, ...usages(fact), ...(isManaged ? { unresolved: managed } : {}) }];
  });
  return { ...file, facts };
}

/** What has the version of the build is made by it. */
function isOwn({ version }: CoordinatesFact): boolean {
  return /^\$(?:version|\{(?:(?:project|rootProject)\.)?version\})$/.test(version ?? '');
}

function scriptDependency(path: string, fact: CoordinatesFact, variables: Variables): DependencyFact {
  const { group, artifact, configuration, text, place } = fact;
  const version = versionOf(path, fact, variables);
  const name = `${group}:${artifact}`;
  const unknown = version?.unknown ?? [];
  const dependency: DependencyFact = {
    is: 'reference',
    kind: 'library',
    name: `maven/${group}/${artifact}`,
    request: !version
      ? { is: 'nothing' }
      : { is: movable.test(version.text) ? 'tag' : 'version', text: version.text },
    ...unresolvedIn(name, version),
    text,
    place,
    address: `${configuration}.${name}`,
    ...useOf(configuration),
    asked: { name, spec: version?.text ?? '' },
    slots: [],
    via: [],
  };
  more.set(dependency, {
    slots: version && unknown.length === 0 ? version.slots : [],
    via: version?.via ?? [],
  });
  return dependency;
}

function unresolvedIn(name: string, version: Version | null): Pick<Occurrence, 'unresolved'> {
  if (/[${}[\]]/.test(name))
    return { unresolved: { part: 'name', because: 'The script puts its name together when it runs.' } };
  if (!version) return { unresolved: managed };
  if (version.unknown.length === 0) return {};
  const because = `No script or property here defines ${version.unknown.join(', ')}.`;
  return { unresolved: { part: 'version', because } };
}

// Gradle refuses what has no version and is managed by nothing.
const managed = {
  part: 'version',
  because: 'A platform, a constraint or a plugin says its version when the build runs.',
} as const;

const movable = /-SNAPSHOT$|^latest\./;

function useOf(configuration: string): { readonly usage: Usage; readonly scope?: Scope } {
  if (
    /^dev|test|benchmark|debug(?!ging)|lint|detekt|checkstyle|nohttp|pmd|spotbugs|jacoco/i.test(configuration)
  )
    return { usage: 'development', scope: 'excluded' };
  return { usage: building.test(configuration) ? 'build' : 'deployed' };
}

const building = /^(?:plugin|classpath|annotationProcessor|kapt|ksp|compileOnly|alias|id)$/;

/** How the scripts of a build use an entry of a catalogue. */
type Usages = (fact: EntryFact) => { readonly usage?: Usage; readonly scope?: Scope };

function usagesIn(unit: Unit, tree: Tree<GradleFact>): Usages {
  if (!unit.files.some(({ format }) => format === 'catalog')) return () => ({});
  const prefix = unit.path === '.' ? '' : `${unit.path}/`;
  const uses = tree.units
    .filter(({ path }) => path === unit.path || path.startsWith(prefix))
    .flatMap(({ files }) => files.flatMap(({ facts }) => facts.filter((fact) => fact.is === 'use')));
  const byAccessor = Map.groupBy(uses, ({ accessor }) => accessor);
  return ({ accessor }) => {
    const found = (byAccessor.get(accessor ?? '') ?? []).map(({ configuration }) => useOf(configuration));
    const isDevelopment = found.length > 0 && found.every(({ usage }) => usage === 'development');
    const isBuild = found.length > 0 && found.every(({ usage }) => usage === 'build');
    return isDevelopment ? { usage: 'development', scope: 'excluded' } : isBuild ? { usage: 'build' } : {};
  };
}

/** The verified hashes of the build that a project is a part of. */
function verifiedOver(unit: Unit, tree: Tree<GradleFact>): ReadonlyMap<string, readonly string[]> {
  for (const each of [unit, ...above(unit.path, tree)]) {
    const found = verifiedIn(each);
    if (found.size > 0) return found;
  }
  return new Map();
}

const verifiedIn = onceForEach(
  (unit: Unit): ReadonlyMap<string, readonly string[]> =>
    new Map(
      unit.files.flatMap(({ facts }) =>
        facts.flatMap((fact) =>
          fact.is === 'verified' ? [[`${fact.name}:${fact.version}`, fact.hashes] as const] : [],
        ),
      ),
    ),
);

/** A lock state holds no hashes, so that it cannot lack any: those that are verified stand in a file of their own. */
function withHashes(
  { lock: _lock, ...occurrence }: Occurrence & { readonly is: 'occurrence' },
  verified: ReadonlyMap<string, readonly string[]>,
): Linked {
  const { name, request, locked } = occurrence;
  const version = locked?.version ?? (request.is === 'version' ? request.text : null);
  const [, group = '', artifact = ''] = name.split('/');
  const hashes = version === null ? undefined : verified.get(`${group}:${artifact}:${version}`);
  return hashes
    ? { ...occurrence, locked: { version, hashes: [...(locked?.hashes ?? []), ...hashes] } }
    : occurrence;
}
