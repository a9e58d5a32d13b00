import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readPackages } from './packages.ts';

/** Crossplane: the packages that a cluster is told to install, and those that a package depends on. */
export const crossplane = {
  id: 'crossplane',
  title: 'Crossplane',
  formats: [
    {
      id: 'package',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldPackage,
      words: ['pkg.crossplane.io', 'dev.upbound.io'],
      read: (file) => readDocuments(file, parseYaml, (root) => readPackages(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'crossplane-packages'),
} as const satisfies Extractor<ReferenceFact>;

function mayHoldPackage({ apiVersion = '', kind = '' }: DocumentShape): boolean {
  return kind === 'List' || /(?:^|\.)(?:pkg\.crossplane\.io|dev\.upbound\.io)\//.test(apiVersion);
}
