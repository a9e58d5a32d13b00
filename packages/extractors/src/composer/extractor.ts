import {
  type Asked,
  type ChosenFact,
  constraintAdmits,
  type DependencyFact,
  type Extractor,
  isChosen,
  joinLock,
  type Linked,
  linkUnlocked,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import { readLockfile } from './lockfile.ts';
import { readManifest } from './manifest.ts';

/** Packages of PHP: manifests and lockfiles of Composer; a unit is a directory. */
export const composer = {
  id: 'composer',
  title: 'Composer',
  formats: [
    { id: 'manifest', role: 'manifest', files: ['**/composer.json'], words: ['require'], read: readManifest },
    {
      id: 'lockfile',
      role: 'lockfile',
      files: ['**/composer.lock'],
      words: ['packages'],
      read: readLockfile,
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkPackages,
} as const satisfies Extractor<DependencyFact | ChosenFact>;

type Facts = DependencyFact | ChosenFact;

function* linkPackages({ files, path }: UnitFiles<Facts>, tree: Tree<Facts>): Iterable<Linked> {
  yield { is: 'unit', kind: 'php-package' };
  const manifests = files.filter(({ format }) => format === 'manifest');
  const lockfile = files.find(({ format }) => format === 'lockfile');
  const byId = new Map(lockfile?.facts.filter(isChosen).map((fact) => [fact.ids[0], fact] as const));
  const lock =
    lockfile &&
    joinLock(lockfile, manifests, ({ name }) => byId.get(name), {
      admits,
      holds: holds(lockfile.path, tree),
    });
  for (const manifest of manifests)
    yield* lock
      ? lock.linkManifest(manifest)
      : linkUnlocked(manifest, undefined, isProject(manifest.path, tree) ? missing(path) : null);
  if (lock) yield* lock.linkRest();
}

/** A project is installed by itself; a library is installed by those who require it, and its lockfile is nobody else's. */
function isProject(manifest: string, tree: Tree): boolean {
  return /"type"\s*:\s*"project"/.test(tree.file(manifest)?.text ?? '');
}

function missing(directory: string) {
  return { path: directory === '.' ? 'composer.lock' : `${directory}/composer.lock`, holds: () => true };
}

/** What a package of the lockfile replaces or provides, or the project itself, has no entry of its own. */
function holds(lockfile: string, tree: Tree): (dependency: DependencyFact) => boolean {
  const text = tree.file(lockfile)?.text.toLowerCase() ?? '';
  return ({ asked }) => asked !== undefined && !text.includes(`"${asked.name}"`);
}

/** `~1.2` reaches up to 2.0, as Terraform's `~>` does, and one bar is an alternative (https://getcomposer.org/doc/articles/versions.md). */
function admits({ spec }: Asked, { locked: { version } }: ChosenFact): boolean | null {
  if (/[*@#]|dev|\sas\s/.test(spec)) return null;
  return constraintAdmits(spec.replace(/~(?!>)/g, '~>').replace(/\|{1,2}/g, '||'), version, 'terraform');
}
