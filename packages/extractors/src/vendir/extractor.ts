import { type Extractor, parseYaml, readDocuments } from '@fineprint/core';
import { readConfig } from './config.ts';
import type { VendirFact } from './facts.ts';
import { linkVendir } from './link.ts';
import { readLock } from './lock.ts';

/** vendir: repositories, releases, charts, images and files that a directory is filled with. */
export const vendir = {
  id: 'vendir',
  title: 'vendir',
  formats: [
    {
      id: 'config',
      role: 'manifest',
      files: ['**/*vendir*.{yml,yaml}'],
      claims: ({ apiVersion = '', kind }) => apiVersion.startsWith('vendir.k14s.io/') && kind === 'Config',
      words: ['vendir.k14s.io'],
      read: (file) => readDocuments(file, parseYaml, (root) => readConfig(file, root)),
    },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/*vendir*.lock.{yml,yaml}'],
      claims: ({ apiVersion = '', kind }) =>
        apiVersion.startsWith('vendir.k14s.io/') && kind === 'LockConfig',
      words: ['vendir.k14s.io'],
      read: (file) => readDocuments(file, parseYaml, (root) => readLock(file, root)),
    },
  ],
  unit: (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.',
  link: linkVendir,
} as const satisfies Extractor<VendirFact>;
