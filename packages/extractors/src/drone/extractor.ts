import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { readPipeline } from './pipeline.ts';

/** Drone, and its forks Woodpecker and Crow: images of steps and services, and what their commands fetch. */
export const drone = {
  id: 'drone',
  title: 'Drone and Woodpecker',
  formats: [
    {
      id: 'pipeline',
      role: 'manifest',
      files: [
        '**/.drone.{yml,yaml}',
        '**/.{woodpecker,crow}.{yml,yaml}',
        '**/.{woodpecker,crow}/**/*.{yml,yaml}',
      ],
      words: ['image'],
      read,
    },
    {
      id: 'pipeline-elsewhere',
      role: 'manifest',
      files: ['**/*drone*.{yml,yaml}', '**/.drone/**/*.{yml,yaml}'],
      claims: ({ kind, keys }: DocumentShape) => kind === 'pipeline' && keys.has('steps'),
      words: ['image'],
      read,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'drone-pipeline'),
} as const satisfies Extractor<ReferenceFact>;

function read(file: SourceFile) {
  return readDocuments(file, parseYaml, (root) => readPipeline(file, root));
}
