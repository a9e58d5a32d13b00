import {
  type ChosenFact,
  type DependencyFact,
  type FindChosen,
  isChosen,
  isDependency,
  type JoinedLock,
  joinLock,
  onceForEach,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import { idOf, nameInId } from './chosen.ts';
import type { PythonFact } from './facts.ts';
import { waysOf } from './lock-ways.ts';
import { usageOfGroup } from './requirement.ts';

/** The lockfiles of a tree, each joined with the manifests that it was made for. */
export interface Locks {
  /** The lockfile that rules a manifest. */
  over(manifest: string): JoinedLock | undefined;
  /** A lockfile by its own path. */
  at(path: string): JoinedLock | undefined;
}

type File = UnitFile<PythonFact>;
type Unit = UnitFiles<PythonFact>;

/** Joins once for a tree. */
export const locksIn = onceForEach(joinAll);

function joinAll(tree: Tree<PythonFact>): Locks {
  const ruled = new Map<File, File[]>();
  for (const unit of tree.units) {
    for (const file of unit.files) {
      if (isLockfile(file) && !ruled.has(file)) ruled.set(file, []);
      const lock = lockOf(file, unit, tree);
      if (lock) ruled.set(lock, [...(ruled.get(lock) ?? []), file]);
    }
  }
  const over = new Map<string, JoinedLock>();
  const at = new Map<string, JoinedLock>();
  for (const [lock, manifests] of ruled) {
    const locked = isLockfile(lock) ? lock : compiled(lock);
    const joined = joinLock(locked, manifests, findIn(locked), waysOf(lock));
    at.set(lock.path, joined);
    for (const { path } of manifests) over.set(path, joined);
  }
  return { over: (manifest) => over.get(manifest), at: (path) => at.get(path) };
}

// Where several lie side by side, one is left over from before.
const precedence = ['uv-lock', 'poetry-lock', 'pdm-lock', 'pylock'];

function isLockfile({ format }: File): boolean {
  return format === 'pipfile-lock' || precedence.includes(format);
}

function lockOf(file: File, unit: Unit, tree: Tree<PythonFact>): File | undefined {
  if (file.format === 'pipfile') return unit.files.find(({ format }) => format === 'pipfile-lock');
  if (file.path.endsWith('.in')) return compiledOf(file, unit);
  if (file.format === 'setup-cfg' || file.format === 'setup-py') return compiledOf(file, unit);
  if (file.format !== 'pyproject') return undefined;
  return firstLock(unit) ?? workspaceLock(unit.path, tree) ?? compiledOf(file, unit);
}

/** The list that was compiled of a file: as its header says, the longest where there are several, or `x.txt` of `x.in`. */
function compiledOf(file: File, { files }: Unit): File | undefined {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const compiledLists = files.filter(({ facts }) =>
    facts.some((fact) => fact.is === 'compiled' && fact.sources.includes(name)),
  );
  const [longest] = compiledLists.toSorted((a, b) => b.facts.length - a.facts.length);
  return (
    longest ?? files.find(({ path }) => path !== file.path && path === file.path.replace(/\.in$/, '.txt'))
  );
}

function firstLock({ files }: Unit): File | undefined {
  return precedence.flatMap((format) => files.filter((file) => file.format === format))[0];
}

/** The lockfile of a workspace of uv above a directory that is a package of it. */
function workspaceLock(directory: string, tree: Tree<PythonFact>): File | undefined {
  for (let above = directory; above !== '.'; ) {
    const slash = above.lastIndexOf('/');
    above = slash < 0 ? '.' : above.slice(0, slash);
    const id = `./${above === '.' ? directory : directory.slice(above.length + 1)}`;
    const lock = tree.unit(above)?.files.find(({ format }) => format === 'uv-lock');
    if (lock?.facts.some((fact) => isChosen(fact) && fact.ids.includes(id))) return lock;
  }
  return undefined;
}

/** A compiled list of requirements as the lockfile that it is. */
function compiled({ path, format, facts }: File): UnitFile<ChosenFact> {
  const scope = usageOfGroup(path).scope;
  const named = facts.filter(isDependency);
  const ids = new Map(
    named.flatMap((fact) => (fact.asked ? [[fact.asked.name, chosenId(fact)] as const] : [])),
  );
  const pairs = facts.flatMap((fact) => (fact.is === 'compiled' ? fact.needs : []));
  const needs = Map.groupBy(pairs, ([by]) => by);
  // Without a single remark the file was made without remarks.
  const needed = (name: string) =>
    pairs.length === 0 ? null : (needs.get(name)?.flatMap(([, each]) => ids.get(each) ?? []) ?? []);
  return { path, format, facts: named.map((fact) => chosenOf(fact, scope, needed(fact.asked?.name ?? ''))) };
}

function versionOf({ request, locked }: DependencyFact): string | null {
  return locked?.version ?? (request.is === 'version' ? request.text : null);
}

function chosenId(fact: DependencyFact): string {
  return fact.asked ? idOf(fact.asked.name, versionOf(fact)) : fact.name;
}

function chosenOf(fact: DependencyFact, scope: ChosenFact['scope'], needs: ChosenFact['needs']): ChosenFact {
  const { kind, name, source, text, place, request, locked } = fact;
  const isGit = kind === 'git-source' && request.is === 'git-ref';
  const said = { kind, name, text, place, ...(source ? { source } : {}), ...(scope ? { scope } : {}) };
  const chosen = isGit ? { version: null, commit: request.text } : { version: versionOf(fact) };
  const ids = [chosenId(fact)];
  return { is: 'chosen', ...said, ids, needs, locked: { ...chosen, hashes: locked?.hashes ?? [] } };
}

/** The packages of a name: several are for different platforms, of which an exact version names one. */
function findIn(lock: UnitFile): FindChosen {
  const byName = Map.groupBy(lock.facts.filter(isChosen), ({ ids }) => nameInId(ids[0] ?? ''));
  return ({ name, spec }) => {
    const [first, ...others] = byName.get(name) ?? [];
    if (!first) return undefined;
    const exact = spec.replace(/^={2,3}\s*/, '');
    return [first, ...others].find(({ locked }) => locked.version === exact) ?? [first, ...others];
  };
}
