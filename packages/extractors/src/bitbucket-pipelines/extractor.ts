import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readPipelines } from './pipelines.ts';

/** Bitbucket Pipelines: images, pipes, and what scripts fetch. */
export const bitbucketPipelines = {
  id: 'bitbucket-pipelines',
  title: 'Bitbucket Pipelines',
  formats: [
    {
      id: 'pipelines',
      role: 'manifest',
      files: ['**/bitbucket-pipelines.{yml,yaml}', '**/*-bitbucket-pipelines.{yml,yaml}'],
      words: ['image', 'script', 'pipe'],
      read: (file) => readDocuments(file, parseYaml, (root) => readPipelines(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'bitbucket-pipelines'),
} as const satisfies Extractor<ReferenceFact>;
