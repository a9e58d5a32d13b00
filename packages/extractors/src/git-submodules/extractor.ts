import type { Extractor } from '@fineprint/core';
import type { SubmoduleFact } from './facts.ts';
import { linkSubmodules } from './link.ts';
import { readModules } from './modules.ts';

/** Git submodules: repositories that a repository holds at a commit. */
export const gitSubmodules = {
  id: 'git-submodules',
  title: 'Git submodules',
  formats: [
    {
      id: 'modules',
      role: 'manifest',
      files: ['**/.gitmodules'],
      words: ['url'],
      read: readModules,
    },
  ],
  unit: (path) => path,
  link: linkSubmodules,
} as const satisfies Extractor<SubmoduleFact>;
