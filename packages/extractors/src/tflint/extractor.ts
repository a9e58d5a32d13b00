import { type Extractor, linkReferences, parseHcl, parseHclJson, type ReferenceFact } from '@fineprint/core';
import { readConfig } from './config.ts';

/** TFLint: the plugins that a configuration installs, and the version of the program that it asks for. */
export const tflint = {
  id: 'tflint',
  title: 'TFLint',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/*tflint*.hcl'],
      words: ['plugin', 'required_version'],
      read: (file) => readConfig(file, file.parse(parseHcl)),
    },
    {
      id: 'config-json',
      role: 'manifest',
      files: ['**/.tflint.json'],
      words: ['plugin', 'required_version'],
      read: (file) => readConfig(file, file.parse(parseHclJson)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'tflint-config'),
} as const satisfies Extractor<ReferenceFact>;
