import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readConfig, readOrbPart } from './config.ts';

/** CircleCI: orbs, the images and machines of jobs, and what their commands fetch. */
export const circleci = {
  id: 'circleci',
  title: 'CircleCI',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/.circleci/**/*.{yml,yaml}'],
      words: ['orbs', 'image', 'run', 'xcode'],
      read: (file) => readDocuments(file, parseYaml, (root) => readConfig(file, root)),
    },
    {
      id: 'orb-part',
      role: 'manifest',
      files: ['**/{executors,jobs,commands}/**/*.{yml,yaml}'],
      within: '@orb.yml',
      words: ['image', 'run', 'xcode'],
      read: (file) => readDocuments(file, parseYaml, (root) => readOrbPart(file, root)),
    },
    {
      id: 'orb',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: ({ keys }) =>
        keys.has('version') &&
        ['orbs', 'executors', 'commands'].some((key) => keys.has(key)) &&
        !keys.has('services'),
      words: ['orbs:', 'executors:', 'commands:'],
      read: (file) => readDocuments(file, parseYaml, (root) => readConfig(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'circleci-config'),
} as const satisfies Extractor<ReferenceFact>;
