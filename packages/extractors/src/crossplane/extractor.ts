import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readPackages } from './packages.ts';

/** Crossplane: packages that a cluster is told to install or that others depend on, and charts that it is told to release. */
export const crossplane = {
  id: 'crossplane',
  title: 'Crossplane',
  formats: [
    {
      id: 'package',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldPackage,
      words: ['pkg.crossplane.io', 'dev.upbound.io', 'helm.crossplane.io', 'helm.m.crossplane.io'],
      read: (file) => readDocuments(file, parseYaml, (root) => readPackages(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'crossplane-packages'),
} as const satisfies Extractor<ReferenceFact>;

function mayHoldPackage({ apiVersion = '', kind = '' }: DocumentShape): boolean {
  // A composition holds objects of provider-helm.
  return kind === 'List' || /(?:^|\.)(?:crossplane\.io|dev\.upbound\.io)\//.test(apiVersion);
}
