import type { Extractor } from '@fineprint/core';
import { readDepLock, readDepManifest } from './dep.ts';
import type { GoFact } from './facts.ts';
import { readGoMod } from './go-mod.ts';
import { readGoSum } from './go-sum.ts';
import { linkModule } from './link.ts';

/** Go modules: what `go.mod` and `go.work` require, with the hashes of `go.sum`; and what dep chose before there were modules. */
export const goModules = {
  id: 'go-modules',
  title: 'Go modules',
  formats: [
    {
      id: 'mod',
      role: 'manifest',
      files: ['**/go.mod'],
      words: ['module', 'require', 'go'],
      read: readGoMod,
    },
    { id: 'work', role: 'manifest', files: ['**/go.work'], words: ['go', 'replace'], read: readGoMod },
    {
      id: 'dep',
      role: 'manifest',
      files: ['**/Gopkg.toml'],
      words: ['constraint', 'override'],
      read: readDepManifest,
    },
    { id: 'dep-lock', role: 'lockfile', files: ['**/Gopkg.lock'], words: ['projects'], read: readDepLock },
    { id: 'sum', role: 'lockfile', files: ['**/go.sum'], words: ['h1:'], read: readGoSum },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkModule,
} as const satisfies Extractor<GoFact>;
