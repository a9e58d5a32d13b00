import { type Extractor, linkReferences, parseHcl, parseHclJson, type ReferenceFact } from '@fineprint/core';
import { readBake } from './bake.ts';

/** Docker Bake: images and repositories that targets are built from. */
export const dockerBake = {
  id: 'docker-bake',
  title: 'Docker Bake',
  formats: [
    {
      id: 'hcl',
      role: 'manifest',
      files: ['**/docker-bake{,.*,-*}.hcl', '**/*.bake.hcl', '**/*bake*.hcl'],
      words: ['target'],
      read: (file) => readBake(file, file.parse(parseHcl)),
    },
    {
      id: 'json',
      role: 'manifest',
      files: ['**/docker-bake{,.*,-*}.json'],
      words: ['target'],
      read: (file) => readBake(file, file.parse(parseHclJson)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'docker-bake'),
} as const satisfies Extractor<ReferenceFact>;
