import { type Extractor, parseJson, readDocuments } from '@fineprint/core';
import { readConfiguration } from './configuration.ts';
import type { BicepFact } from './facts.ts';
import { linkBicep } from './link.ts';
import { readProgram } from './program.ts';

/** Bicep: modules and extensions of registries, and the images that its resources run. */
export const bicep = {
  id: 'bicep',
  title: 'Bicep',
  formats: [
    {
      id: 'program',
      role: 'manifest',
      files: ['**/*.bicep'],
      words: ['module', 'import', 'extension', 'provider', 'containers', 'mage', 'FxVersion'],
      read: readProgram,
    },
    {
      id: 'parameters',
      role: 'manifest',
      files: ['**/*.bicepparam'],
      words: ['using', 'import'],
      read: readProgram,
    },
    {
      id: 'configuration',
      role: 'manifest',
      files: ['**/bicepconfig.json'],
      words: ['moduleAliases', 'extensions'],
      read: (file) => readDocuments(file, parseJson, (root) => readConfiguration(file, root)),
    },
  ],
  unit: (path) => path,
  link: linkBicep,
} as const satisfies Extractor<BicepFact>;
