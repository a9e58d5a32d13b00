import {
  type Asked,
  type ChosenFact,
  compileGlobs,
  type FindChosen,
  findByName,
  globDefect,
  isChosen,
  type JoinedLock,
  joinLock,
  onceForEach,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { ImporterFact, NpmFact } from './facts.ts';
import { waysOf } from './lock-ways.ts';
import { installedPath } from './package-lock.ts';
import { npmName } from './specifier.ts';

/** The lockfiles of a tree, each joined with the manifests that it was made for. */
export interface Locks {
  /** The lockfile that rules a manifest. */
  over(manifest: string): JoinedLock | undefined;
  /** A lockfile by its own path. */
  at(path: string): JoinedLock | undefined;
  /** Whether a name is that of a package of a workspace that a directory lies in. */
  isOwn(name: string, directory: string): boolean;
}

type Unit = UnitFiles<NpmFact>;
type File = UnitFile<NpmFact>;

/** Joins once for a tree. */
export const locksIn = onceForEach(joinAll);

function joinAll(tree: Tree<NpmFact>): Locks {
  const manifests = new Map<File, File[]>();
  const locks = tree.units.flatMap(locksOf);
  for (const lock of locks) manifests.set(lock, []);
  for (const { path, files } of tree.units) {
    const lock = lockOver(path, tree);
    for (const file of files) if (file.format === 'manifest' && lock) manifests.get(lock)?.push(file);
  }
  const over = new Map<string, JoinedLock>();
  const at = new Map<string, JoinedLock>();
  for (const [lock, ruled] of manifests) {
    const names = new Set(ruled.flatMap(({ facts }) => facts.flatMap(nameOf)));
    const find = findIn(lock, new Map(ruled.map((file) => [file.path, file.facts.flatMap(nameOf)[0] ?? ''])));
    const join = joinLock(
      lock,
      ruled,
      (asked, manifest) => find(asked, manifest) ?? (names.has(asked.name) ? 'own' : undefined),
      waysOf(lock, ruled, tree),
    );
    at.set(lock.path, join);
    for (const { path } of ruled) over.set(path, join);
  }
  const roots = workspaceRoots(tree);
  const isOwn = (name: string, directory: string) =>
    roots.some(
      ({ path, names }) => names.has(name) && (path === '.' || `${directory}/`.startsWith(`${path}/`)),
    );
  return { over: (manifest) => over.get(manifest), at: (path) => at.get(path), isOwn };
}

interface WorkspaceRoot {
  readonly path: string;
  /** Names of the packages of the workspace. */
  readonly names: ReadonlySet<string>;
}

/** A package that is no part of a workspace shares its name with nobody: an example may be called like what it needs. */
function workspaceRoots({ units }: Tree<NpmFact>): readonly WorkspaceRoot[] {
  return units
    .filter(({ files }) => files.some(({ facts }) => facts.some((fact) => workspacesOf(fact).length > 0)))
    .map((unit) => {
      const isPart = globsIn(unit);
      const prefix = unit.path === '.' ? '' : `${unit.path}/`;
      const parts = units.filter(({ path }) => path.startsWith(prefix) && isPart(path.slice(prefix.length)));
      const names = parts.flatMap(({ files }) => files.flatMap(({ facts }) => facts.flatMap(nameOf)));
      return { path: unit.path, names: new Set(names) };
    });
}

function nameOf(fact: NpmFact): readonly string[] {
  return fact.is === 'project' && fact.name !== '' ? [fact.name] : [];
}

// Where several lie side by side, one is left over from before; a shrinkwrap wins over a package-lock by npm's own rule.
const precedence = ['pnpm-lock', 'yarn-lock', 'bun-lock', 'package-lock'];

function locksOf({ files }: Unit): readonly File[] {
  return files
    .filter(({ format }) => precedence.includes(format))
    .toSorted(
      (a, b) => precedence.indexOf(a.format) - precedence.indexOf(b.format) || (a.path < b.path ? -1 : 1),
    );
}

/** The lockfile in a directory, or the one above it whose workspace the directory is a part of. */
function lockOver(directory: string, tree: Tree<NpmFact>): File | undefined {
  const own = tree.unit(directory);
  const [lock] = own ? locksOf(own) : [];
  if (lock) return lock;
  for (let above = parentOf(directory); above !== null; above = parentOf(above)) {
    const unit = tree.unit(above);
    const inside = above === '.' ? directory : directory.slice(above.length + 1);
    const ruling = unit && locksOf(unit).find((each) => isWorkspace(inside, each, unit));
    if (ruling) return ruling;
  }
  return undefined;
}

function parentOf(directory: string): string | null {
  if (directory === '.') return null;
  const slash = directory.lastIndexOf('/');
  return slash < 0 ? '.' : directory.slice(0, slash);
}

/** Whether a directory is a package of the workspace that a lockfile was made for. */
function isWorkspace(inside: string, lock: File, unit: Unit): boolean {
  if (idsOf(lock).has(inside)) return true;
  return lock.format === 'yarn-lock' && globsIn(unit)(inside);
}

const globs = new WeakMap<Unit, (path: string) => boolean>();

function globsIn(unit: Unit): (path: string) => boolean {
  const patterns = unit.files.flatMap(({ facts }) => facts.flatMap(workspacesOf));
  const known = globs.get(unit) ?? (patterns.length > 0 ? globsOf(patterns).some : () => false);
  globs.set(unit, known);
  return known;
}

function workspacesOf(fact: NpmFact): readonly string[] {
  return fact.is === 'project' ? fact.workspaces : [];
}

function globsOf(patterns: readonly string[]): ReturnType<typeof compileGlobs> {
  const usable = patterns
    .map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''))
    .filter((pattern) => !pattern.startsWith('!') && globDefect(pattern) === undefined);
  return compileGlobs(usable);
}

/** The directories that a lockfile itself calls packages of its workspace. */
const idsOf = onceForEach((lock: File): ReadonlySet<string> => new Set(lock.facts.flatMap(directoriesOf)));

function directoriesOf(fact: NpmFact): readonly string[] {
  if (fact.is === 'importer') return [fact.path];
  if (fact.is !== 'chosen' || !fact.isOwn) return [];
  return fact.ids.map((id) => /@workspace:(?<path>.*)$/s.exec(id)?.groups?.path ?? id);
}

/** How each lockfile says what it chose for a dependency of a manifest. */
function findIn(lock: File, projects: ReadonlyMap<string, string>): FindChosen {
  const byId = new Map(
    lock.facts.filter(isChosen).flatMap((fact) => fact.ids.map((id) => [id, fact] as const)),
  );
  const byName = findByName(lock);
  const directory = lock.path.slice(0, Math.max(lock.path.lastIndexOf('/'), 0));
  const inside = (manifest: string) =>
    manifest.slice(directory === '' ? 0 : directory.length + 1).replace(/\/?[^/]*$/, '');
  if (lock.format === 'package-lock')
    return ({ name }, manifest) => byId.get(installedPath(inside(manifest), name, byId) ?? '');
  // Bun has what only one package of a workspace gets under the package's name.
  if (lock.format === 'bun-lock')
    return ({ name }, manifest) =>
      byId.get(installedPath(`node_modules/${projects.get(manifest) ?? ''}`, name, byId) ?? '');
  if (lock.format === 'yarn-lock')
    return (asked) =>
      descriptorsOf(asked)
        .map((id) => byId.get(id))
        .find(isFound) ?? byName({ ...asked, name: npmName(asked.name) }, '');
  const importers = new Map(lock.facts.filter(isImporter).map(({ path, chosen }) => [path, new Map(chosen)]));
  return ({ name }, manifest) => {
    const ids = importers.get(inside(manifest) || '.')?.get(name);
    return ids?.length === 0 ? 'own' : ids?.map((id) => byId.get(id)).find(isFound);
  };
}

function isFound(fact: ChosenFact | undefined): fact is ChosenFact {
  return fact !== undefined;
}

function isImporter(fact: NpmFact): fact is ImporterFact {
  return fact.is === 'importer';
}

/** How an entry of `yarn.lock` may name what a manifest asks for: Yarn 2 adds the protocol of the registry. */
function descriptorsOf({ name, spec }: Asked): readonly string[] {
  return [`${name}@${spec}`, `${name}@npm:${spec}`];
}
