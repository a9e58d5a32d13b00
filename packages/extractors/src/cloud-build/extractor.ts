import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseJson,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readBuild } from './build.ts';

/** Google Cloud Build: the images that steps run in, and what their commands fetch. */
export const cloudBuild = {
  id: 'cloud-build',
  title: 'Google Cloud Build',
  formats: [
    {
      id: 'yaml',
      role: 'manifest',
      files: ['**/*cloudbuild*.{yaml,yml}', '**/*cloud-build*.{yaml,yml}', '**/*cloud_build*.{yaml,yml}'],
      claims: isBuild,
      words: ['name'],
      read: (file) => readDocuments(file, parseYaml, (root) => readBuild(file, root)),
    },
    {
      id: 'json',
      role: 'manifest',
      files: ['**/*cloudbuild*.json'],
      claims: isBuild,
      words: ['name'],
      read: (file) => readDocuments(file, parseJson, (root) => readBuild(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'cloud-build'),
} as const satisfies Extractor<ReferenceFact>;

function isBuild({ keys, apiVersion }: DocumentShape): boolean {
  return keys.has('steps') && apiVersion === undefined;
}
