import { type Extractor, wrapperReferences } from '@fineprint/core';
import { readCatalog } from './catalog.ts';
import type { GradleFact } from './facts.ts';
import { linkProject } from './link.ts';
import { readLockfile, readVerification } from './lockfile.ts';
import { readProperties } from './properties.ts';
import { readScript } from './script.ts';

/** Gradle builds: scripts, catalogues, lock states and the wrapper; a unit is a project's directory. */
export const gradle = {
  id: 'gradle',
  title: 'Gradle',
  formats: [
    {
      id: 'script',
      role: 'manifest',
      files: ['**/*.gradle', '**/*.gradle.kts'],
      words: ['"', "'", 'libs'],
      read: readScript,
    },
    {
      id: 'properties',
      role: 'manifest',
      files: ['**/gradle.properties'],
      words: ['=', ':'],
      read: readProperties,
    },
    {
      id: 'catalog',
      role: 'manifest',
      files: ['**/*.versions.toml'],
      words: ['libraries', 'plugins'],
      read: readCatalog,
    },
    {
      id: 'wrapper',
      role: 'manifest',
      files: ['**/gradle-wrapper.properties'],
      words: ['distributionUrl'],
      read: (file) => wrapperReferences(file, 'gradle'),
    },
    {
      id: 'verification',
      role: 'lockfile',
      files: ['**/gradle/verification-metadata.xml'],
      words: ['component'],
      read: readVerification,
    },
    {
      id: 'lockfile',
      role: 'lockfile',
      files: [
        '**/gradle.lockfile',
        '**/buildscript-gradle.lockfile',
        '**/gradle/dependency-locks/*.lockfile',
      ],
      words: [':'],
      read: readLockfile,
    },
  ],
  unit: projectOf,
  link: linkProject,
} as const satisfies Extractor<GradleFact>;

/** What lies in `gradle/` belongs to the project around it. */
function projectOf(path: string): string {
  const directory = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  return directory.replace(/(?:^|\/)gradle(?:\/(?:wrapper|dependency-locks))?$/, '') || '.';
}
