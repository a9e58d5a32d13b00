import { type Extractor, parseToml, readDocuments } from '@fineprint/core';
import { readConfig } from './config.ts';
import type { MiseFact } from './facts.ts';
import { linkConfig } from './link.ts';
import { readLock } from './lock.ts';

/** mise: the tools and packages that a project asks for. */
export const mise = {
  id: 'mise',
  title: 'mise',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/{,.}{mise,rtx}{,.*}.toml', '**/{,.}mise/config{,.*}.toml', '**/.config/mise{,.*}.toml'],
      words: ['tools', 'plugins', 'run'],
      read: (file) => readDocuments(file, parseToml, (root) => readConfig(file, root)),
    },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/{,.}mise{,.*}.lock'],
      words: ['tools'],
      read: (file) => readDocuments(file, parseToml, (root) => readLock(file, root)),
    },
  ],
  unit: (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.',
  link: linkConfig,
} as const satisfies Extractor<MiseFact>;
