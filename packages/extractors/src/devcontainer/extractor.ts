import { type Extractor, parseJson, readDocuments } from '@fineprint/core';
import { readConfig, readFeature } from './config.ts';
import type { DevcontainerFact } from './facts.ts';
import { linkConfig } from './link.ts';
import { readLock } from './lock.ts';

/** Development containers: images, features, and what their commands install. */
export const devcontainer = {
  id: 'devcontainer',
  title: 'Development containers',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/{,.}devcontainer.json'],
      words: ['image', 'features', 'Command'],
      read: (file) => readDocuments(file, parseJson, (root) => readConfig(file, root)),
    },
    {
      id: 'feature',
      role: 'manifest',
      files: ['**/devcontainer-feature.json'],
      words: ['dependsOn'],
      read: (file) => readDocuments(file, parseJson, (root) => readFeature(file, root)),
    },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/{,.}devcontainer-lock.json'],
      words: ['features'],
      read: (file) => readDocuments(file, parseJson, (root) => readLock(file, root)),
    },
  ],
  unit: (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.',
  link: linkConfig,
} as const satisfies Extractor<DevcontainerFact>;
