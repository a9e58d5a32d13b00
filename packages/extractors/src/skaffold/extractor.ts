import { type Extractor, parseYaml, readDocuments } from '@fineprint/core';
import { readConfig } from './config.ts';
import { readKo } from './ko.ts';
import { linkConfig, type SkaffoldFact } from './link.ts';

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
    {
      id: 'ko',
      role: 'manifest',
      files: ['**/.ko.{yaml,yml}'],
      words: ['aseImage'],
      read: (file) => readDocuments(file, parseYaml, (root) => readKo(file, root)),
    },
  ],
  unit: (path) => path,
  link: linkConfig,
} as const satisfies Extractor<SkaffoldFact>;
