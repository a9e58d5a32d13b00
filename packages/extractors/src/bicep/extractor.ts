import { type DocumentShape, type Extractor, parseJson, readDocuments } from '@fineprint/core';
import { readConfiguration } from './configuration.ts';
import type { BicepFact } from './facts.ts';
import { linkBicep } from './link.ts';
import { readParameters } from './parameters.ts';
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
      words: [
        'module',
        'import',
        'extension',
        'provider',
        'containers',
        'mage',
        'FxVersion',
        'azPower',
        'azCli',
        'typeHandlerVersion',
        'Uri',
      ],
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
      id: 'json-parameters',
      role: 'manifest',
      files: ['**/*.parameters.json', '**/*.parameters.*.json'],
      claims: isParameters,
      words: ['deploymentParameters.json'],
      read: (file) => readDocuments(file, parseJson, (root) => readParameters(file, root)),
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

function isParameters({ keys }: DocumentShape): boolean {
  return keys.has('$schema') && keys.has('parameters') && !keys.has('resources');
}
