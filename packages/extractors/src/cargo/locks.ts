import {
  type Asked,
  type ChosenFact,
  constraintAdmits,
  type DependencyFact,
  type FindChosen,
  isChosen,
  type JoinedLock,
  joinLock,
  type MissingLock,
  onceForEach,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { CargoFact } from './facts.ts';
import { inheriting } from './workspace.ts';

/** The lockfiles of a tree, each joined with the manifests that it was made for. */
export interface Locks {
  /** The lockfile that rules a manifest. */
  over(manifest: string): JoinedLock | undefined;
  /** A lockfile by its own path. */
  at(path: string): JoinedLock | undefined;
  /** The manifest with what it inherits from its workspace. */
  manifest(file: UnitFile<CargoFact>): UnitFile<CargoFact>;
}

type File = UnitFile<CargoFact>;

/** Joins once for a tree. */
export const locksIn = onceForEach(joinAll);

function joinAll(tree: Tree<CargoFact>): Locks {
  const ruled = new Map<File, File[]>();
  const manifests = new Map<string, File>();
  for (const unit of tree.units) {
    for (const file of unit.files) {
      if (file.format === 'lockfile') ruled.set(file, ruled.get(file) ?? []);
      if (file.format !== 'manifest') continue;
      const manifest = inheriting(file, unit.path, tree);
      manifests.set(file.path, manifest);
      const lock = lockOver(unit, file, tree);
      if (lock) ruled.set(lock, [...(ruled.get(lock) ?? []), manifest]);
    }
  }
  const over = new Map<string, JoinedLock>();
  const at = new Map<string, JoinedLock>();
  for (const [lock, files] of ruled) {
    const joined = joinLock(lock, files, findIn(lock, files), { admits, holds });
    at.set(lock.path, joined);
    for (const { path } of files) over.set(path, joined);
  }
  return {
    over: (path) => over.get(path),
    at: (path) => at.get(path),
    manifest: (file) => manifests.get(file.path) ?? file,
  };
}

/** The lockfile in a directory, or the nearest above it that has the package of the manifest as its own. */
function lockOver(
  { path, files }: UnitFiles<CargoFact>,
  manifest: File,
  tree: Tree<CargoFact>,
): File | undefined {
  const isLockfile = ({ format }: File) => format === 'lockfile';
  const beside = files.find(isLockfile);
  if (beside) return beside;
  const name = nameOf(manifest);
  for (let above = path; above !== '.' && name !== undefined; ) {
    const slash = above.lastIndexOf('/');
    above = slash < 0 ? '.' : above.slice(0, slash);
    const lock = tree.unit(above)?.files.find(isLockfile);
    if (lock && ownPackages(lock).has(name)) return lock;
  }
  return undefined;
}

function admits({ spec }: Asked, { locked: { version, commit } }: ChosenFact): boolean | null {
  return commit === undefined ? constraintAdmits(spec, version, 'cargo') : null;
}

/** A workspace may offer what none of its packages takes. */
function holds({ address }: DependencyFact): boolean {
  return !address.startsWith('workspace') && !address.startsWith('patch');
}

/** The lockfile that Cargo would write for a program; of a library it is nobody's but its author's. */
export function missingLock({ path }: UnitFiles<CargoFact>, tree: Tree<CargoFact>): MissingLock | null {
  const below = path === '.' ? '' : `${path}/`;
  return tree.has(`${below}src/main.rs`) ? { path: `${below}Cargo.lock`, holds } : null;
}

function nameOf({ facts }: File): string | undefined {
  return facts.flatMap((fact) => (fact.is === 'package' ? [fact.name] : []))[0];
}

const ownPackages = onceForEach(
  (lock: File): ReadonlyMap<string, ChosenFact> =>
    new Map(lock.facts.filter(isChosen).flatMap((fact) => (fact.isOwn ? [[fact.text, fact] as const] : []))),
);

/** Of several versions a manifest means the one that its own package needs, in the range that it asks for. */
function findIn(lock: File, manifests: readonly File[]): FindChosen {
  const chosen = lock.facts.filter(isChosen);
  const byName = Map.groupBy(chosen, ({ text }) => text);
  const own = ownPackages(lock);
  const needs = new Map(
    manifests.map((file) => [file.path, new Set(own.get(nameOf(file) ?? '')?.needs ?? [])] as const),
  );
  return ({ name, spec }, manifest) => {
    const all = byName.get(name) ?? [];
    const needed = all.filter(({ ids }) => needs.get(manifest)?.has(ids[0] ?? ''));
    const candidates = needed.length > 0 ? needed : all;
    return candidates.find(({ locked }) => isCompatible(locked.version ?? '', spec)) ?? candidates[0];
  };
}

/** Whether a version has the first number of a range that is not zero: what Cargo takes for compatible. */
function isCompatible(version: string, range: string): boolean {
  const wanted = /\d+(?:\.\d+)*/.exec(range)?.[0].split('.') ?? [];
  const had = version.split('.');
  const significant = wanted.findIndex((number) => number !== '0');
  return wanted.slice(0, Math.max(significant, 0) + 1).every((number, index) => had[index] === number);
}
