import {
  type DependencyFact,
  dependencyOccurrence,
  isDependency,
  joinPath,
  type Linked,
  linkUnlocked,
  locate,
  type Occurrence,
  type OccurrenceMaker,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import { missingLock } from './lock-ways.ts';
import { locksIn } from './locks.ts';
import { usageOfGroup } from './requirement.ts';

type File = UnitFile<PythonFact>;

// Manifests; constraints only limit what others ask for.
const naming: ReadonlySet<string> = new Set([
  'requirements',
  'pyproject',
  'pipfile',
  'setup-cfg',
  'setup-py',
]);

/** Links a directory: manifests with the lockfiles that rule them, requirements with their constraints. */
export function* linkPackages(unit: UnitFiles<PythonFact>, tree: Tree<PythonFact>): Iterable<Linked> {
  const locks = locksIn(tree);
  yield { is: 'unit', kind: 'python-package' };
  for (const file of unit.files) {
    const lock = locks.over(file.path);
    const compiled = locks.at(file.path);
    if (compiled) yield* compiled.linkRest();
    else if (lock) yield* lock.linkManifest(file, occurrenceMaker(file, unit, tree));
    else if (naming.has(file.format))
      yield* linkUnlocked(file, occurrenceMaker(file, unit, tree), missingLock(file, tree));
  }
}

/** Completes what a requirements file says: its name tells the usage, and constraints choose versions. */
function occurrenceMaker(file: File, unit: UnitFiles<PythonFact>, tree: Tree<PythonFact>): OccurrenceMaker {
  if (file.format !== 'requirements') return dependencyOccurrence;
  const constraints = constraintsOver(file, unit, tree);
  const use = usageOfGroup(file.path);
  // With a single hash pip asks for one of every requirement: the list is a lockfile then.
  const isLocked = file.facts.some((fact) => isDependency(fact) && (fact.locked?.hashes.length ?? 0) > 0);
  const lock = isLocked ? { lock: { path: file.path, says: 'agrees' } as const } : {};
  return (path, fact) => {
    const occurrence = { ...dependencyOccurrence(path, fact), ...use, ...lock };
    return constrained(occurrence, constraints.get(fact.asked?.name ?? ''));
  };
}

interface Constraint {
  readonly path: string;
  readonly fact: DependencyFact;
}

function constraintsOver(
  { facts }: File,
  unit: UnitFiles<PythonFact>,
  tree: Tree<PythonFact>,
): ReadonlyMap<string, Constraint> {
  const found = new Map<string, Constraint>();
  for (const fact of facts) {
    const path = fact.is === 'constraints' ? joinPath(unit.path, fact.path) : null;
    if (path === null) continue;
    const slash = path.lastIndexOf('/');
    const other = tree.unit(slash < 0 ? '.' : path.slice(0, slash))?.files.find((each) => each.path === path);
    for (const each of other?.facts.filter(isDependency) ?? [])
      if (each.asked) found.set(each.asked.name, { path, fact: each });
  }
  return found;
}

/** A requirement as a constraint has chosen it; its own exact version stands above it. */
function constrained(occurrence: Occurrence, constraint: Constraint | undefined): Occurrence {
  const { kind, request, locked } = occurrence;
  const isExact = request.is === 'version' && /^[0-9A-Za-z][^\s,*]*$/.test(request.text);
  const chosen = constraint?.fact.request;
  if (!constraint || kind !== 'library' || locked || isExact || chosen?.is !== 'version') return occurrence;
  if (!/^[0-9A-Za-z][^\s,*]*$/.test(chosen.text)) return occurrence;
  return {
    ...occurrence,
    locked: { version: chosen.text, hashes: constraint.fact.locked?.hashes ?? [] },
    slots: [],
    via: [...occurrence.via, locate(constraint.path, constraint.fact.place)],
  };
}
