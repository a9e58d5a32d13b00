import { type Extractor, wrapperReferences } from '@fineprint/core';
import type { MavenFact } from './facts.ts';
import { linkProjects } from './link.ts';
import { readExtensions, readPom } from './pom.ts';

/** Maven projects: dependencies, plugins, parents and extensions; a unit is a directory. */
export const maven = {
  id: 'maven',
  title: 'Maven',
  formats: [
    { id: 'pom', role: 'manifest', files: ['**/pom.xml'], words: ['artifactId'], read: readPom },
    {
      id: 'extensions',
      role: 'manifest',
      files: ['**/.mvn/extensions.xml'],
      words: ['artifactId'],
      read: readExtensions,
    },
    {
      id: 'wrapper',
      role: 'manifest',
      files: ['**/maven-wrapper.properties'],
      words: ['Url'],
      read: (file) => wrapperReferences(file, 'maven'),
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkProjects,
} as const satisfies Extractor<MavenFact>;
