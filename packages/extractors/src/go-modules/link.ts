import {
  joinLock,
  type Linked,
  type Location,
  type LockState,
  linkUnlocked,
  locate,
  type Occurrence,
  occurrenceOf,
  onceForEach,
  type Slot,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { GoFact, ReplaceFact, RequireFact, SumFact } from './facts.ts';

type Unit = UnitFiles<GoFact>;

/** Links the module of a directory: what it requires, after replacements, with the hashes of `go.sum`. */
export function* linkModule(unit: Unit, tree: Tree<GoFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'go-module' };
  yield* linkDep(unit);
  for (const { path, format, facts } of unit.files)
    for (const fact of format === 'dep' ? [] : facts)
      if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, fact) };
  const own = ownModules(tree);
  const replaced = replacements(unit, tree);
  const sums = sumsOf(unit);
  const lock = lockStateOf(unit, tree);
  const required = placed(unit, 'require').filter(({ fact }) => !own.has(fact.module));
  for (const { path, fact } of required) {
    const replacement = replaced(fact);
    const occurrence = replacement ? replacedBy(path, fact, replacement) : requirement(path, fact);
    if (occurrence) yield { is: 'occurrence', ...withState(withSum(occurrence, sums), lock) };
  }
  if (!placed(unit, 'language').some(({ fact }) => fact.listsAll)) yield* unlisted(unit, own);
}

/** Links what dep was asked for with what it chose. */
function* linkDep({ files }: Unit): Iterable<Linked> {
  const manifests = files.filter(({ format }) => format === 'dep');
  const [lock] = files.filter(({ format }) => format === 'dep-lock');
  const joined = lock && joinLock(lock, manifests);
  for (const manifest of manifests) yield* joined ? joined.linkManifest(manifest) : linkUnlocked(manifest);
  if (joined) yield* joined.linkRest();
}

interface Placed<F extends GoFact> {
  readonly path: string;
  readonly fact: F;
}

function placed<Is extends GoFact['is']>(
  { files }: Unit,
  is: Is,
): readonly Placed<Extract<GoFact, { is: Is }>>[] {
  return files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (isFact(fact, is) ? [{ path, fact }] : [])),
  );
}

function isFact<Is extends GoFact['is']>(fact: GoFact, is: Is): fact is Extract<GoFact, { is: Is }> {
  return fact.is === is;
}

/** The modules of the repository itself, which are no components whatever version is asked for. */
const ownModules = onceForEach(
  (tree: Tree<GoFact>): ReadonlySet<string> =>
    new Set(tree.units.flatMap((unit) => placed(unit, 'module').map(({ fact }) => fact.module))),
);

/** Replacements of the module itself, and of a workspace (`go.work`) in a directory above it. */
function replacements(
  unit: Unit,
  tree: Tree<GoFact>,
): (fact: RequireFact) => Placed<ReplaceFact> | undefined {
  const all = [unit, ...unitsAbove(unit.path, tree)].flatMap((each) =>
    placed(each, 'replace').filter(({ path }) => each === unit || path.endsWith('go.work')),
  );
  const byModule = Map.groupBy(all, ({ fact }) => fact.module);
  return ({ module, version }) => {
    const same = byModule.get(module) ?? [];
    return (
      same.find(({ fact }) => fact.version === version) ?? same.find(({ fact }) => fact.version === null)
    );
  };
}

function* unitsAbove(path: string, tree: Tree<GoFact>): Iterable<Unit> {
  for (let above = path; above !== '.'; ) {
    const slash = above.lastIndexOf('/');
    above = slash < 0 ? '.' : above.slice(0, slash);
    const unit = tree.unit(above);
    if (unit) yield unit;
  }
}

function requirement(path: string, { module, version, versionPlace, place }: RequireFact): Occurrence {
  const slot: Slot = { is: 'version', value: version, at: locate(path, versionPlace), verbatim: true };
  return moduleOccurrence(module, version, locate(path, place), module, [slot], []);
}

/** What stands in for a required module; `null` where that is a directory of the repository. */
function replacedBy(
  path: string,
  { module, place }: RequireFact,
  { path: replacedIn, fact }: Placed<ReplaceFact>,
): Occurrence | null {
  const { target, targetVersion, targetVersionPlace } = fact;
  if (targetVersion === null || targetVersionPlace === null) return null;
  const at = locate(replacedIn, targetVersionPlace);
  const slot: Slot = { is: 'version', value: targetVersion, at, verbatim: true };
  return moduleOccurrence(
    target,
    targetVersion,
    locate(path, place),
    module,
    [slot],
    [locate(replacedIn, fact.place)],
  );
}

function moduleOccurrence(
  module: string,
  version: string,
  at: Location,
  text: string,
  slots: readonly Slot[],
  via: readonly Location[],
): Occurrence {
  return {
    kind: 'library',
    name: `golang/${module}`,
    request: { is: 'version', text: version },
    at,
    text,
    address: `require.${text}`,
    usage: 'deployed',
    slots,
    via,
  };
}

function lockStateOf({ path }: Unit, tree: Tree<GoFact>): LockState {
  const sum = path === '.' ? 'go.sum' : `${path}/go.sum`;
  return { path: sum, says: tree.has(sum) ? 'agrees' : 'missing' };
}

/** What `go.sum` has no hash of may be needed by no build at all: that is known to Go alone. */
function withState(occurrence: Occurrence, lock: LockState): Occurrence {
  return occurrence.locked || lock.says === 'missing' ? { ...occurrence, lock } : occurrence;
}

function sumsOf(unit: Unit): ReadonlyMap<string, string> {
  return new Map(placed(unit, 'sum').map(({ fact }) => [`${fact.module}@${fact.version}`, fact.hash]));
}

function withSum(occurrence: Occurrence, sums: ReadonlyMap<string, string>): Occurrence {
  const { name, request } = occurrence;
  const version = request.is === 'version' ? request.text : '';
  const hash = sums.get(`${name.slice('golang/'.length)}@${version}`);
  return hash === undefined ? occurrence : { ...occurrence, locked: { version, hashes: [hash] } };
}

/**
 * Until Go 1.17 `go.mod` listed only what the module itself imports. What else `go.sum` has the content of was used, in
 * its last version: the lines are sorted.
 */
function* unlisted(unit: Unit, own: ReadonlySet<string>): Iterable<Linked> {
  const listed = new Set([
    ...placed(unit, 'require').map(({ fact }) => fact.module),
    ...placed(unit, 'replace').flatMap(({ fact }) => [fact.module, fact.target]),
  ]);
  const last = new Map<string, Placed<SumFact>>();
  for (const sum of placed(unit, 'sum'))
    if (!listed.has(sum.fact.module) && !own.has(sum.fact.module)) last.set(sum.fact.module, sum);
  for (const { path, fact } of last.values()) {
    const { module, version, hash, place } = fact;
    const occurrence = moduleOccurrence(module, version, locate(path, place), module, [], []);
    yield { is: 'occurrence', ...occurrence, locked: { version, hashes: [hash] } };
  }
}
