import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readWorkflows } from './workflows.ts';

/** Argo Workflows and Argo Events: images that parameters name, and what artifacts fetch. */
export const argoWorkflows = {
  id: 'argo-workflows',
  title: 'Argo Workflows',
  formats: [
    {
      id: 'objects',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldWorkflow,
      words: ['argoproj.io'],
      read: (file) => readDocuments(file, parseYaml, (root) => readWorkflows(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'argo-workflows'),
} as const satisfies Extractor<ReferenceFact>;

function mayHoldWorkflow({ apiVersion = '', kind = '' }: DocumentShape): boolean {
  return kind === 'List' || (apiVersion.startsWith('argoproj.io/') && /Workflow|Sensor/.test(kind));
}
