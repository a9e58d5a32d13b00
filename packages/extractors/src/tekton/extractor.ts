import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readTekton } from './objects.ts';

/** Tekton: tasks, pipelines and step actions from elsewhere, and images that parameters name. */
export const tekton = {
  id: 'tekton',
  title: 'Tekton',
  formats: [
    {
      id: 'objects',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldTekton,
      words: ['tekton.dev'],
      read: (file) => readDocuments(file, parseYaml, (root) => readTekton(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'tekton-objects'),
} as const satisfies Extractor<ReferenceFact>;

function mayHoldTekton({ apiVersion = '', kind = '' }: DocumentShape): boolean {
  return kind === 'List' || /(?:^|\.)tekton\.dev\//.test(apiVersion);
}
