import {
  dependencyOccurrence,
  type Occurrence,
  onceForEach,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { CargoDependencyFact, CargoFact, WorkspaceFact } from './facts.ts';

/** What a dependency that inherits means: an entry of the workspace's table. */
interface Inherited {
  readonly path: string;
  readonly fact: WorkspaceFact;
}

type File = UnitFile<CargoFact>;

const origins = new WeakMap<CargoDependencyFact, Inherited>();

/** A manifest in which each dependency that inherits asks for what the workspace says; parts of the repository are left out. */
export function inheriting(file: File, directory: string, tree: Tree<CargoFact>): File {
  if (!file.facts.some((fact) => fact.is === 'reference' && fact.inherits)) return file;
  const table = tableOver(directory, tree);
  const facts = file.facts.flatMap((fact): readonly CargoFact[] => {
    if (fact.is !== 'reference' || !fact.inherits) return [fact];
    const found = table.get(fact.text);
    if (!found) return [fact];
    if (!found.fact.entry) return [];
    const inherited = { ...fact, ...(found.fact.entry.asked ? { asked: found.fact.entry.asked } : {}) };
    origins.set(inherited, found);
    return [inherited];
  });
  return { ...file, facts };
}

/** The table of the nearest manifest with a workspace, here or above. */
function tableOver(directory: string, tree: Tree<CargoFact>): ReadonlyMap<string, Inherited> {
  for (let path = directory; ; path = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.') {
    const unit = tree.unit(path);
    const table = unit ? tableIn(unit) : none;
    if (table.size > 0 || path === '.') return table;
  }
}

const none: ReadonlyMap<string, Inherited> = new Map();
const tableIn = onceForEach(
  (unit: UnitFiles<CargoFact>): ReadonlyMap<string, Inherited> =>
    new Map(
      unit.files.flatMap(({ path, facts }) =>
        facts.flatMap((fact) => (fact.is === 'workspace' ? [[fact.name, { path, fact }] as const] : [])),
      ),
    ),
);

/** The occurrence of a dependency; of one that inherits, the version stands in the table of the workspace. */
export function cargoOccurrence(path: string, fact: CargoDependencyFact): Occurrence {
  const { inherits, ...plain } = fact;
  const here = dependencyOccurrence(path, plain);
  if (!inherits) return here;
  const origin = origins.get(fact);
  const entry = origin?.fact.entry;
  if (!origin || !entry) {
    const because = 'No workspace above lists it.';
    return { ...here, unresolved: { part: 'version', because } };
  }
  const there = dependencyOccurrence(origin.path, entry);
  const { at, text, address, usage, scope } = here;
  return { ...there, at, text, address, usage, ...(scope ? { scope } : {}), via: [there.at] };
}
