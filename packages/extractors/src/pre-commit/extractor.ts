import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readConfig, readHooks } from './config.ts';

/** pre-commit: the repositories of hooks that a configuration asks for, and what their environments install. */
export const preCommit = {
  id: 'pre-commit',
  title: 'pre-commit',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/.pre-commit-config.{yaml,yml}'],
      words: ['repo'],
      read: (file) => readDocuments(file, parseYaml, (root) => readConfig(file, root)),
    },
    {
      id: 'hooks',
      role: 'manifest',
      files: ['**/.pre-commit-hooks.{yaml,yml}'],
      words: ['additional_dependencies', 'docker_image'],
      read: (file) => readDocuments(file, parseYaml, (root) => readHooks(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'pre-commit-config'),
} as const satisfies Extractor<ReferenceFact>;
