import { type Extractor, linkReferences, type ReferenceFact } from '@fineprint/core';
import { readDockerfile, readVariant } from './dockerfile.ts';
import { usageOf } from './usage.ts';

/** Dockerfiles of Docker and BuildKit, and Containerfiles of Podman and Buildah. */
export const dockerfile = {
  id: 'dockerfile',
  title: 'Dockerfiles',
  formats: [
    {
      id: 'dockerfile',
      role: 'manifest',
      files: [
        '**/{Dockerfile,dockerfile,Containerfile,containerfile}',
        '**/*.{Dockerfile,dockerfile,Containerfile,containerfile}',
      ],
      // A file of this name without any instruction is worth a word.
      words: [],
      read: readDockerfile,
    },
    {
      id: 'dockerfile-variant',
      role: 'manifest',
      files: ['**/{Dockerfile,dockerfile,Containerfile,containerfile}[._-]*'],
      // `Dockerfile.dockerignore` and `Dockerfile.md` are none: the reader sees that from the first instruction.
      claims: () => true,
      words: ['FROM', 'from', 'From'],
      read: readVariant,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'dockerfile', usageOf),
} as const satisfies Extractor<ReferenceFact>;
