import {
  type ChosenFact,
  type DependencyFact,
  type Extractor,
  isChosen,
  joinLock,
  type Linked,
  linkUnlocked,
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

function* linkPackages({ files }: UnitFiles<DependencyFact | ChosenFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'php-package' };
  const manifests = files.filter(({ format }) => format === 'manifest');
  const lockfile = files.find(({ format }) => format === 'lockfile');
  const byId = new Map(lockfile?.facts.filter(isChosen).map((fact) => [fact.ids[0], fact] as const));
  const lock = lockfile && joinLock(lockfile, manifests, ({ name }) => byId.get(name));
  for (const manifest of manifests) yield* lock ? lock.linkManifest(manifest) : linkUnlocked(manifest);
  if (lock) yield* lock.linkRest();
}
