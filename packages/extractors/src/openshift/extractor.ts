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
  'OperatorPolicy',
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
  if (operators.test(apiVersion)) return true;
  return /^(?:List|Template|BuildConfig|ImageStream(?:List|Tag)?)$/.test(kind) && apiVersion !== '';
}

// What asks for operators, and what may hold objects that do.
const operators =
  /^(?:operators\.coreos\.com|olm\.operatorframework\.io|(?:policy|work)\.open-cluster-management\.io)\//;
