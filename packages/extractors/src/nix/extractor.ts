import { type Extractor, parseJson, readDocuments } from '@fineprint/core';
import type { NixFact } from './facts.ts';
import { readFetchers } from './fetchers.ts';
import { readFlake } from './flake.ts';
import { linkFlake } from './link.ts';
import { readLock } from './lock.ts';

/** Nix: inputs of flakes, with the commits and hashes that their lock holds, and what expressions fetch. */
export const nix = {
  id: 'nix',
  title: 'Nix',
  formats: [
    { id: 'flake', role: 'manifest', files: ['**/flake.nix'], words: ['inputs'], read: readFlake },
    { id: 'expression', role: 'manifest', files: ['**/*.nix'], words: ['fetch'], read: readFetchers },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/flake.lock'],
      words: ['nodes'],
      read: (file) => readDocuments(file, parseJson, (root) => readLock(file, root)),
    },
  ],
  unit: (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.',
  link: linkFlake,
} as const satisfies Extractor<NixFact>;
