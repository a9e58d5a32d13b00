import {
  type DependencyFact,
  dependencyOccurrence,
  isDependency,
  type Linked,
  linkUnlocked,
  type Occurrence,
  onceForEach,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { CatalogDependencyFact, CatalogFact, NpmFact } from './facts.ts';
import { missingLock } from './lock-ways.ts';
import { locksIn } from './locks.ts';
import { withRegistry } from './registry.ts';

type Unit = UnitFiles<NpmFact>;

/** Links a directory: its manifest with the lockfile that rules it, and what else a lockfile in it chose. */
export function* linkPackages(unit: Unit, tree: Tree<NpmFact>): Iterable<Linked> {
  for (const linked of packagesOf(unit, tree)) yield withRegistry(linked, unit.path, tree);
}

function* packagesOf(unit: Unit, tree: Tree<NpmFact>): Iterable<Linked> {
  const locks = locksIn(tree);
  yield { is: 'unit', kind: 'npm-package' };
  for (const file of unit.files) {
    if (file.format === 'manifest') {
      const lock = locks.over(file.path);
      const occurrence = (path: string, fact: CatalogDependencyFact) =>
        fact.catalog === undefined
          ? dependencyOccurrence(path, fact)
          : cataloguedOccurrence(path, fact, catalogOver(unit, tree, fact));
      if (lock) yield* lock.linkManifest(file, occurrence);
      else {
        const facts = file.facts.filter(
          (fact) => !isDependency(fact) || !locks.isOwn(fact.asked?.name ?? '', unit.path),
        );
        yield* linkUnlocked({ ...file, facts }, occurrence, missingLock(unit, file, tree));
      }
    } else yield* locks.at(file.path)?.linkRest() ?? [];
  }
}

/** The entry of a catalogue, and the file that it stands in. */
interface Catalogued {
  readonly path: string;
  readonly entry: DependencyFact;
}

/** Finds the entry that a dependency means in the nearest file with catalogues, here or above. */
function catalogOver(unit: Unit, tree: Tree<NpmFact>, fact: CatalogDependencyFact): Catalogued | null {
  for (let path = unit.path; ; path = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.') {
    for (const file of tree.unit(path)?.files ?? []) {
      const catalogs = catalogsIn(file);
      if (catalogs.size === 0) continue;
      const found = catalogs.get(`${fact.catalog}\0${fact.asked?.name}`);
      return found?.entry ? { path: file.path, entry: found.entry } : null;
    }
    if (path === '.') return null;
  }
}

const catalogsIn = onceForEach(
  (file: Unit['files'][number]): ReadonlyMap<string, CatalogFact> =>
    new Map(
      file.facts.flatMap((fact) =>
        fact.is === 'catalog' ? [[`${fact.catalog}\0${fact.name}`, fact] as const] : [],
      ),
    ),
);

/** A dependency as its catalogue has it; the version stands there, and is asked for here. */
function cataloguedOccurrence(
  path: string,
  { catalog: _catalog, ...fact }: CatalogDependencyFact,
  found: Catalogued | null,
): Occurrence {
  const here = dependencyOccurrence(path, fact);
  if (!found) {
    const because = `No catalogue of the workspace lists "${fact.text}".`;
    return { ...here, unresolved: { part: 'version', because } };
  }
  const there = dependencyOccurrence(found.path, found.entry);
  const { at, text, address, usage, scope } = here;
  return { ...there, at, text, address, usage, ...(scope ? { scope } : {}), via: [there.at] };
}
