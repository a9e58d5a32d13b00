import {
  type Asked,
  type ChosenFact,
  constraintAdmits,
  type DependencyFact,
  type Fact,
  type FindChosen,
  firstPlace,
  isChosen,
  type JoinedLock,
  joinLock,
  type Linked,
  linkUnlocked,
  type MissingLock,
  onceForEach,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';

type Unit = UnitFiles<DependencyFact | ChosenFact>;
type File = UnitFile<DependencyFact | ChosenFact>;

/** Links a directory: Gemfile and gemspecs with the lockfile that rules them. */
export function* linkGems(unit: Unit, tree: Tree<DependencyFact | ChosenFact>): Iterable<Linked> {
  const locks = locksIn(tree);
  yield { is: 'unit', kind: 'ruby-project' };
  for (const file of unit.files) {
    const lock = locks.get(file);
    const own = isLockfile(file) ? lock : undefined;
    if (lock && !own) yield* lock.linkManifest(file);
    else yield* linkUnlocked(file, undefined, isLockfile(file) ? null : missingLock(file, unit));
    if (own) yield* own.linkRest();
  }
}

/** Joins each lockfile with its manifests, once for a tree. */
const locksIn = onceForEach(joinAll);

function joinAll(tree: Tree<DependencyFact | ChosenFact>): ReadonlyMap<File, JoinedLock> {
  const ruled = new Map<File, File[]>();
  for (const unit of tree.units) {
    for (const file of unit.files) {
      const lock = isLockfile(file) ? file : lockOver(file, unit, tree);
      if (lock) ruled.set(lock, [...(ruled.get(lock) ?? []), ...(lock === file ? [] : [file])]);
    }
  }
  const joined = new Map<File, JoinedLock>();
  for (const [lock, manifests] of ruled) {
    const find: FindChosen = ({ name }) => byNameIn(lock).get(name);
    const join = joinLock(lock, [...manifests, ownGems(lock)], find, { admits: admitsIn(manifests) });
    for (const file of [lock, ...manifests]) joined.set(file, join);
  }
  return joined;
}

function isLockfile({ format }: File): boolean {
  return format === 'lockfile';
}

const lockNames: ReadonlyMap<string, string> = new Map([
  ['gems.rb', 'gems.locked'],
  ['Gemfile', 'Gemfile.lock'],
]);

/** The lockfile beside a Gemfile; for a gemspec also the one above that has its gem from a path. */
function lockOver(file: File, unit: Unit, tree: Tree<DependencyFact | ChosenFact>): File | undefined {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const wanted = lockNames.get(name);
  const beside = unit.files.find(
    ({ path, format }) => format === 'lockfile' && (wanted === undefined || path.endsWith(wanted)),
  );
  if (beside || file.format !== 'gemspec') return beside;
  const gem = name.replace(/\.gemspec$/, '');
  for (let path = unit.path; path !== '.'; ) {
    const slash = path.lastIndexOf('/');
    path = slash < 0 ? '.' : path.slice(0, slash);
    const lock = tree.unit(path)?.files.find(isLockfile);
    if (lock && byNameIn(lock).get(gem)?.isOwn) return lock;
  }
  return undefined;
}

/** A gem that is named twice is named for different Rubies, of which the lockfile knows one. */
function admitsIn(manifests: readonly File[]): (asked: Asked, chosen: ChosenFact) => boolean | null {
  const names = manifests.flatMap(({ facts }) =>
    facts.map((fact) => (isChosen(fact) ? '' : fact.asked?.name)),
  );
  const counts = Map.groupBy(names, (name) => name);
  return ({ name, spec }, { locked: { version, commit } }) =>
    counts.get(name)?.length === 1 && commit === undefined
      ? constraintAdmits(spec, version, 'terraform')
      : null;
}

/** The lockfile that Bundler would write: beside a gemspec it is that of a library, which has none by custom. */
function missingLock({ path }: File, { files }: Unit): MissingLock | null {
  const slash = path.lastIndexOf('/') + 1;
  const lock = lockNames.get(path.slice(slash));
  const isLibrary = files.some(({ format }) => format === 'gemspec');
  return lock === undefined || isLibrary ? null : { path: path.slice(0, slash) + lock, holds: () => true };
}

const byNameIn = onceForEach(
  (lock: File): ReadonlyMap<string, ChosenFact> =>
    new Map(lock.facts.filter(isChosen).map((fact) => [fact.text, fact] as const)),
);

/** `gemspec` in a Gemfile asks for the gems of the repository, whose needs are then those of the Gemfile. */
function ownGems(lock: File): UnitFile {
  const facts = lock.facts.filter(isChosen).flatMap((fact): readonly Fact[] => {
    if (!fact.isOwn) return [];
    const asked = { name: fact.text, spec: '' };
    const rest = { text: fact.text, place: firstPlace, address: '', slots: [], via: [] } as const;
    const dependency: DependencyFact = {
      is: 'reference',
      kind: fact.kind,
      name: fact.name,
      request: { is: 'nothing' },
      usage: 'deployed',
      asked,
      ...rest,
    };
    return [dependency];
  });
  return { ...lock, facts };
}
