import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readPipeline } from './pipeline.ts';

/** Buildkite: plugins, the images that they are told, and what commands fetch. */
export const buildkite = {
  id: 'buildkite',
  title: 'Buildkite',
  formats: [
    {
      id: 'pipeline',
      role: 'manifest',
      files: ['**/.buildkite/**/*.{yml,yaml}', '**/{,.}buildkite*.{yml,yaml}'],
      words: ['plugins', 'command', 'image'],
      read: (file) => readDocuments(file, parseYaml, (root) => readPipeline(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'buildkite-pipeline'),
} as const satisfies Extractor<ReferenceFact>;
