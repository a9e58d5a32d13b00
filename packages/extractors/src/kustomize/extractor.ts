import {
  type Extractor,
  linkReferences,
  parseYaml,
  patchImages,
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
      words: ['://', 'git@', '.com', '.org', '.io', '?ref=', 'image', 'IMAGE', 'helmChart'],
      read: (file) => readDocuments(file, parseYaml, (root) => readKustomization(file, root)),
    },
    {
      id: 'patch',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: ({ items }) => items !== undefined && ['op', 'path', 'value'].every((key) => items.has(key)),
      words: ['image'],
      read: (file) => readDocuments(file, parseYaml, (root) => patchImages(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'kustomization'),
} as const satisfies Extractor<ReferenceFact>;
