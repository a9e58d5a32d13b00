import { type Extractor, parseYaml, readDocuments } from '@fineprint/core';
import type { HelmfileFact } from './facts.ts';
import { linkHelmfile } from './link.ts';
import { readLock } from './lock.ts';
import { readState } from './state.ts';
import { readValues } from './values.ts';

const stateKeys = ['releases', 'repositories', 'helmfiles', 'environments'] as const;

/** Helmfile: the charts of its releases, and state files from elsewhere. */
export const helmfile = {
  id: 'helmfile',
  title: 'Helmfile',
  formats: [
    {
      id: 'state',
      role: 'manifest',
      files: ['**/helmfile.{yaml,yml}{,.gotmpl}', '**/helmfile.d/*.{yaml,yml}{,.gotmpl}'],
      words: ['chart', 'helmfiles', 'repositories', 'environments', 'hooks'],
      read: (file) => readDocuments(file, parseYaml, (root) => readState(file, root)),
    },
    {
      id: 'part',
      role: 'manifest',
      files: ['**/*.{yaml,yml,gotmpl}'],
      claims: ({ keys, apiVersion }) => apiVersion === undefined && stateKeys.some((key) => keys.has(key)),
      words: stateKeys.map((key) => `${key}:`),
      read: (file) => readDocuments(file, parseYaml, (root) => readState(file, root)),
    },
    {
      id: 'values',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      within: 'helmfile.yaml',
      claims: ({ keys, items, apiVersion }) =>
        apiVersion === undefined && items === undefined && !stateKeys.some((key) => keys.has(key)),
      words: ['ersion', 'mage', 'tag', 'repository'],
      read: (file) => readDocuments(file, parseYaml, (root) => readValues(file, root)),
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
