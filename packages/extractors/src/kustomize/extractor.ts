import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readKustomization } from './kustomization.ts';

/** Kustomize: remote bases, resources and components, replaced images, and charts that are inflated. */
export const kustomize = {
  id: 'kustomize',
  title: 'Kustomize',
  formats: [
    {
      id: 'kustomization',
      role: 'manifest',
      files: ['**/{kustomization,Kustomization}.{yaml,yml}', '**/Kustomization'],
      words: ['://', 'git@', '.com', '.org', '.io', '?ref=', 'images', 'helmChart'],
      read: (file) => readDocuments(file, parseYaml, (root) => readKustomization(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'kustomization'),
} as const satisfies Extractor<ReferenceFact>;
