import { type Extractor, linkReferences, type ReferenceFact, scriptWords } from '@fineprint/core';
import { readScriptFile } from './script.ts';

/** PowerShell scripts: modules and packages that they install, files and repositories that they fetch. */
export const powershellScripts = {
  id: 'powershell-scripts',
  title: 'PowerShell scripts',
  formats: [
    {
      id: 'script',
      role: 'manifest',
      files: ['**/*.{ps1,psm1}'],
      words: [...scriptWords, '-Module', '-module', '-PSResource', '-Script', '://'],
      read: readScriptFile,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'powershell-script'),
} as const satisfies Extractor<ReferenceFact>;
