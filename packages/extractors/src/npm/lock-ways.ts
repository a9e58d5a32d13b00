import {
  type Asked,
  type ChosenFact,
  constraintAdmits,
  type DependencyFact,
  type LockWays,
  type MissingLock,
  type Tree,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import type { NpmFact } from './facts.ts';

/** What an entry of a lockfile, or the lack of one, tells about what the manifests ask for. */
export function waysOf(
  lock: UnitFile<NpmFact>,
  manifests: readonly UnitFile<NpmFact>[],
  tree: Tree<NpmFact>,
): LockWays {
  return isOverridden(lock, manifests, tree) ? { holds } : { holds, admits };
}

/** Peers are installed by whoever installs the package, or by nobody. */
function holds({ address }: DependencyFact): boolean {
  return /^(?:dev|optional)?dependencies\./i.test(address);
}

/** What has an alias, a protocol or the name of a channel is compared with nothing. */
function admits({ spec }: Asked, { locked: { version, commit } }: ChosenFact): boolean | null {
  return commit === undefined && /^[\d\s.<>=^~|*xXv-]+$/.test(spec)
    ? constraintAdmits(spec, version, 'npm')
    : null;
}

/** A project may choose another version than a manifest asks for: then the lockfile is right to differ. */
function isOverridden(
  lock: UnitFile<NpmFact>,
  manifests: readonly UnitFile<NpmFact>[],
  tree: Tree<NpmFact>,
): boolean {
  // pnpm writes its overrides into the lockfile, and Yarn finds what it chose by what was asked for before.
  if (lock.format === 'yarn-lock') return true;
  if (lock.format === 'pnpm-lock') return /^overrides:/m.test(tree.file(lock.path)?.text ?? '');
  return manifests.some(({ path }) => /"(?:overrides|resolutions)"\s*:/.test(tree.file(path)?.text ?? ''));
}

const lockNames = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
];

/** The lockfile that would be written for a program: where none of any package manager lies here or above. */
export function missingLock(
  { path, files }: UnitFiles<NpmFact>,
  manifest: UnitFile<NpmFact>,
  tree: Tree<NpmFact>,
): MissingLock | null {
  const isApplication = files.some(({ facts }) =>
    facts.some((fact) => fact.is === 'project' && fact.isApplication),
  );
  if (!isApplication) return null;
  for (const directory of [path, ...above(path)]) {
    const below = directory === '.' ? '' : `${directory}/`;
    if (lockNames.some((name) => tree.has(below + name))) return null;
    // What is a part of a workspace has its lockfile there, and that is said once.
    if (directory !== path && tree.has(`${below}pnpm-workspace.yaml`)) return null;
    const project = tree
      .unit(directory)
      ?.files.flatMap(({ facts }) => facts)
      .find((fact) => fact.is === 'project');
    if (directory !== path && project?.is === 'project' && project.workspaces.length > 0) return null;
  }
  const wanted = lockOf(tree.file(manifest.path)?.text ?? '');
  return { path: path === '.' ? wanted : `${path}/${wanted}`, holds };
}

function* above(directory: string): Iterable<string> {
  for (let path = directory; path !== '.'; ) {
    const slash = path.lastIndexOf('/');
    path = slash < 0 ? '.' : path.slice(0, slash);
    yield path;
  }
}

const managers: ReadonlyMap<string, string> = new Map([
  ['yarn', 'yarn.lock'],
  ['pnpm', 'pnpm-lock.yaml'],
  ['bun', 'bun.lock'],
]);

/** By the package manager that a manifest names; without one it is npm. */
function lockOf(manifest: string): string {
  const manager = /"packageManager"\s*:\s*"(?<name>[a-z]+)/.exec(manifest)?.groups?.name;
  return managers.get(manager ?? '') ?? 'package-lock.json';
}
