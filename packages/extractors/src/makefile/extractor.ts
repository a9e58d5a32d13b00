import { type Extractor, linkReferences, type ReferenceFact } from '@fineprint/core';
import { readMakefile } from './makefile.ts';

/** Makefiles: what their recipes install, fetch and run. */
export const makefile = {
  id: 'makefile',
  title: 'Makefiles',
  formats: [
    {
      id: 'makefile',
      role: 'manifest',
      files: ['**/{Makefile,makefile,GNUmakefile}{,.*}', '**/*.mk'],
      words: [
        ...[
          'curl',
          'wget',
          'git',
          'apt',
          'apk',
          'yum',
          'dnf',
          'pip',
          'python',
          'uv ',
          'npm',
          'pnpm',
          'yarn',
          'npx',
          'go ',
        ],
        ...[
          'gem',
          'cargo',
          'composer',
          'dotnet',
          'conda',
          'helm',
          'kubectl',
          'kustomize',
          'docker',
          'podman',
          'tool,',
        ],
      ],
      read: readMakefile,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'makefile'),
} as const satisfies Extractor<ReferenceFact>;
