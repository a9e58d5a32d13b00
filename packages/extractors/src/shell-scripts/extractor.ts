import { type Extractor, scriptWords } from '@fineprint/core';
import type { ShellFact } from './facts.ts';
import { linkScript } from './link.ts';
import { readScriptFile } from './script.ts';

// What a script runs may be a function of one that it sources.
const words = [...scriptWords, 'source '];

/** Shell scripts: packages that they install, files and repositories that they fetch, charts and manifests that they apply. */
export const shellScripts = {
  id: 'shell-scripts',
  title: 'Shell scripts',
  formats: [
    {
      id: 'script',
      role: 'manifest',
      files: ['**/*.{sh,bash,ksh}'],
      words,
      read: readScriptFile,
    },
    {
      id: 'unnamed-script',
      role: 'manifest',
      files: ['**/!(*.*)'],
      begins: /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?:ba|da|a|k|z)?sh\s/,
      words,
      read: readScriptFile,
    },
  ],
  unit: (path) => path,
  link: linkScript,
} as const satisfies Extractor<ShellFact>;
