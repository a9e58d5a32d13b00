import { type Extractor, linkReferences, type ReferenceFact, scriptWords } from '@fineprint/core';
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
      // `$(call go-install-tool,…)` installs with Go.
      words: [...scriptWords, 'tool,'],
      read: readMakefile,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'makefile'),
} as const satisfies Extractor<ReferenceFact>;
