import { type Extractor, linkReferences, type ReferenceFact } from '@fineprint/core';
import { readToolVersions } from './tool-versions.ts';

/** asdf: the tools that `.tool-versions` asks for. */
export const asdf = {
  id: 'asdf',
  title: 'asdf',
  formats: [
    {
      id: 'tool-versions',
      role: 'manifest',
      files: ['**/.tool-versions'],
      words: [],
      read: readToolVersions,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'tool-versions'),
} as const satisfies Extractor<ReferenceFact>;
