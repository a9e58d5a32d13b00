import { type Extractor, parseYaml, readDocuments } from '@fineprint/core';
import type { HelmfileFact } from './facts.ts';
import { linkHelmfile } from './link.ts';
import { readLock } from './lock.ts';
import { readState } from './state.ts';

/** Helmfile: the charts of its releases, and state files from elsewhere. */
export const helmfile = {
  id: 'helmfile',
  title: 'Helmfile',
  formats: [
    {
      id: 'state',
      role: 'manifest',
      files: ['**/helmfile.{yaml,yml}{,.gotmpl}', '**/helmfile.d/*.{yaml,yml}{,.gotmpl}'],
      words: ['chart', 'helmfiles', 'repositories'],
      read: (file) => readDocuments(file, parseYaml, (root) => readState(file, root)),
    },
    {
      id: 'part',
      role: 'manifest',
      files: ['**/*.{yaml,yml,gotmpl}'],
      claims: ({ keys, apiVersion }) =>
        apiVersion === undefined &&
        (keys.has('releases') || keys.has('repositories') || keys.has('helmfiles')),
      words: ['releases:', 'repositories:', 'helmfiles:'],
      read: (file) => readDocuments(file, parseYaml, (root) => readState(file, root)),
    },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/helmfile*.lock'],
      words: ['dependencies'],
      read: (file) => readDocuments(file, parseYaml, (root) => readLock(file, root)),
    },
  ],
  unit: (path) => path,
  link: linkHelmfile,
} as const satisfies Extractor<HelmfileFact>;
