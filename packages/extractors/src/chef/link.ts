import {
  type Linked,
  type Occurrence,
  occurrenceOf,
  onceForEach,
  ownSlots,
  type ReferenceFact,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { ChefFact, CookbookFact, LockFact } from './facts.ts';

/** Makes occurrences of what the files of a directory ask for, with what the lockfiles beside them chose. */
export function* linkDirectory(unit: UnitFiles<ChefFact>, tree: Tree<ChefFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'chef-project' };
  for (const occurrence of ownSlots([...occurrencesOf(unit, tree)]))
    yield { is: 'occurrence', ...occurrence };
}

function* occurrencesOf(unit: UnitFiles<ChefFact>, tree: Tree<ChefFact>): Iterable<Occurrence> {
  const own = ownCookbooks(tree);
  const asked = new Set<string>();
  const elsewhere = fetchedCookbooks(unit);
  for (const { path, format, facts } of unit.files) {
    const locks = locksOf(unit, path, format);
    for (const fact of facts) {
      if (fact.is !== 'reference') continue;
      if (!isCookbook(fact)) {
        yield occurrenceOf(path, fact);
        continue;
      }
      const { cookbook, ...reference } = fact;
      asked.add(cookbook);
      const lock = locks.get(cookbook);
      // A Berksfile fetches what it names, whatever lies in the repository; so does who a lockfile says it of.
      const isOwn = format !== 'berksfile' && (lock ? lock.reference === null : own.has(cookbook));
      // What the metadata names, a Berksfile may take from a repository.
      if (reference.name === cookbook && (isOwn || elsewhere.has(cookbook))) continue;
      const locked = lock?.locked;
      yield { ...occurrenceOf(path, reference), ...(locked ? { locked } : {}) };
    }
  }
  yield* lockedOnly(unit, asked);
}

/** The cookbooks that files of a directory take from repositories. */
function fetchedCookbooks({ files }: UnitFiles<ChefFact>): ReadonlySet<string> {
  const facts = files.flatMap((file) => file.facts.filter((fact) => fact.is === 'reference'));
  const fetched = facts.filter(isCookbook).filter(({ name, cookbook }) => name !== cookbook);
  return new Set(fetched.map(({ cookbook }) => cookbook));
}

/** What only a lockfile names: the cookbooks that others depend on. */
function* lockedOnly({ files }: UnitFiles<ChefFact>, asked: ReadonlySet<string>): Iterable<Occurrence> {
  for (const { path, facts } of files) {
    for (const fact of facts) {
      if (fact.is !== 'lock' || !fact.reference || asked.has(fact.cookbook)) continue;
      const { cookbook: _cookbook, ...reference } = fact.reference;
      yield occurrenceOf(path, reference);
    }
  }
}

function isCookbook(fact: ReferenceFact): fact is CookbookFact {
  return 'cookbook' in fact;
}

/** `web.rb` is locked by `web.lock.json`; a Berksfile, and the metadata beside it, by `Berksfile.lock`. */
function locksOf(
  { files }: UnitFiles<ChefFact>,
  path: string,
  format: string,
): ReadonlyMap<string, LockFact> {
  const isLock = (file: UnitFile<ChefFact>) =>
    format === 'policyfile'
      ? file.path === `${path.replace(/\.rb$/, '')}.lock.json`
      : file.format === 'berks-lock' ||
        (file.format === 'policy-lock' && /(?:^|\/)Policyfile\.lock\.json$/.test(file.path));
  const facts = files.filter(isLock).flatMap((file) => file.facts.filter((fact) => fact.is === 'lock'));
  return new Map(facts.map((fact) => [fact.cookbook, fact]));
}

/** The names of the cookbooks that lie in the repository. */
const ownCookbooks = onceForEach(
  (tree: Tree<ChefFact>): ReadonlySet<string> =>
    new Set(
      tree.units.flatMap(({ files }) =>
        files.flatMap(({ facts }) =>
          facts.flatMap((fact) => {
            if (fact.is === 'own-cookbook') return [fact.name];
            return fact.is === 'lock' && !fact.reference ? [fact.cookbook] : [];
          }),
        ),
      ),
    ),
);
