import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseJson,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readOpenShift } from './objects.ts';

const words = [
  'openshift',
  'BuildConfig',
  'ImageStream',
  'Template',
  'operators.coreos.com',
  'olm.operatorframework.io',
];

/** OpenShift: images of templates' parameters, of builds and image streams, the repositories that builds take, and operators. */
export const openshift = {
  id: 'openshift',
  title: 'OpenShift',
  formats: [
    {
      id: 'yaml',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldOpenShift,
      words,
      read: (file) => readDocuments(file, parseYaml, (root) => readOpenShift(file, root)),
    },
    {
      id: 'json',
      role: 'manifest',
      files: ['**/*.json'],
      claims: mayHoldOpenShift,
      words,
      read: (file) => readDocuments(file, parseJson, (root) => readOpenShift(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'openshift-objects'),
} as const satisfies Extractor<ReferenceFact>;

/** Before they had API groups of their own, these kinds were of `v1`. */
function mayHoldOpenShift({ apiVersion = '', kind = '' }: DocumentShape): boolean {
  if (/^(?:Subscription|ClusterExtension)$/.test(kind)) return operators.test(apiVersion);
  return /^(?:List|Template|BuildConfig|ImageStream(?:List|Tag)?)$/.test(kind) && apiVersion !== '';
}

// Another group's `Subscription` is one to messages, or to changes in a repository.
const operators = /^(?:operators\.coreos\.com|olm\.operatorframework\.io)\//;
