import { type Extractor, scriptWords } from '@fineprint/core';
import { linkScript } from './link.ts';
import { readShellScript, type ShellFact } from './script.ts';

/** Shell scripts: packages that they install, files and repositories that they fetch, charts and manifests that they apply. */
export const shellScripts = {
  id: 'shell-scripts',
  title: 'Shell scripts',
  formats: [
    {
      id: 'script',
      role: 'manifest',
      files: ['**/*.{sh,bash,ksh}'],
      words: scriptWords,
      read: readShellScript,
    },
    {
      id: 'unnamed-script',
      role: 'manifest',
      files: ['**/!(*.*)'],
      begins: /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?:ba|da|a|k|z)?sh\s/,
      words: scriptWords,
      read: readShellScript,
    },
  ],
  unit: (path) => path,
  link: linkScript,
} as const satisfies Extractor<ShellFact>;
