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
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { ImporterFact, NpmFact } from './facts.ts';
import { installedPath } from './package-lock.ts';
import { npmName } from './specifier.ts';

/** The lockfiles of a tree, each joined with the manifests that it was made for. */
export interface Locks {
  /** The lockfile that rules a manifest. */
  over(manifest: string): JoinedLock | undefined;
  /** A lockfile by its own path. */
  at(path: string): JoinedLock | undefined;
  /** Names of the packages that the repository itself holds. */
  readonly own: ReadonlySet<string>;
}

type Unit = UnitFiles<NpmFact>;
type File = UnitFile<NpmFact>;

const found = new WeakMap<Tree<NpmFact>, Locks>();

/** Joins once for a tree. */
export function locksIn(tree: Tree<NpmFact>): Locks {
  const known = found.get(tree) ?? joinAll(tree);
  found.set(tree, known);
  return known;
}

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
    );
    at.set(lock.path, join);
    for (const { path } of ruled) over.set(path, join);
  }
  const own = new Set(
    tree.units.flatMap(({ path, files }) =>
      isTrial.test(path) ? [] : files.flatMap(({ facts }) => facts.flatMap(nameOf)),
    ),
  );
  return { over: (manifest) => over.get(manifest), at: (path) => at.get(path), own };
}

// What is made up to be tested with may bear the name of a package that others really use.
const isTrial = /(?:^|\/)(?:__\w+__|tests?|spec|fixtures?|testdata|examples?|playground|templates?)(?:\/|$)/;

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

const workspaces = new WeakMap<File, ReadonlySet<string>>();

/** The directories that a lockfile itself calls packages of its workspace. */
function idsOf(lock: File): ReadonlySet<string> {
  const known = workspaces.get(lock) ?? new Set(lock.facts.flatMap(directoriesOf));
  workspaces.set(lock, known);
  return known;
}

function directoriesOf(fact: NpmFact): readonly string[] {
  if (fact.is === 'importer') return [fact.path];
  if (fact.is !== 'chosen' || !fact.isOwn) return [];
  return fact.ids.map((id) => /@workspace:(?<path>.*)$/.exec(id)?.groups?.path ?? id);
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
