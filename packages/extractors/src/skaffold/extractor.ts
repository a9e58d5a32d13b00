import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readConfig } from './config.ts';

/** Skaffold: charts, manifests, builders, and images of tests and actions. */
export const skaffold = {
  id: 'skaffold',
  title: 'Skaffold',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: ({ apiVersion = '' }) => apiVersion.startsWith('skaffold/'),
      words: ['skaffold/'],
      read: (file) => readDocuments(file, parseYaml, (root) => readConfig(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'skaffold-config'),
} as const satisfies Extractor<ReferenceFact>;
