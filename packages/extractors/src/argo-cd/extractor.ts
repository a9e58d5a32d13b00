import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readApplications } from './applications.ts';

/** Argo CD: the charts, repositories and images that applications are made of. */
export const argoCd = {
  id: 'argo-cd',
  title: 'Argo CD',
  formats: [
    {
      id: 'application',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldApplication,
      words: ['argoproj.io'],
      read: (file) => readDocuments(file, parseYaml, (root) => readApplications(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'argo-cd-applications'),
} as const satisfies Extractor<ReferenceFact>;

function mayHoldApplication({ apiVersion = '', kind = '' }: DocumentShape): boolean {
  return kind === 'List' || (apiVersion.startsWith('argoproj.io/') && kind.startsWith('Application'));
}
