import { type Extractor, parseJson, type ReferenceFact, readDocuments } from '@fineprint/core';
import { readContext } from './context.ts';
import { linkApp } from './link.ts';
import { readSettings } from './settings.ts';

/** AWS CDK: what its command line runs and loads for an app, and what it has looked up for it. */
export const awsCdk = {
  id: 'aws-cdk',
  title: 'AWS CDK',
  formats: [
    {
      id: 'settings',
      role: 'manifest',
      files: ['**/cdk.json'],
      words: ['app', 'plugin', 'build', 'ami-', ':layer:'],
      read: (file) => readDocuments(file, parseJson, (root) => readSettings(file, root)),
    },
    {
      id: 'context',
      role: 'lockfile',
      files: ['**/cdk.context.json'],
      words: ['ami-', ':layer:'],
      read: (file) => readDocuments(file, parseJson, (root) => readContext(file, root)),
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkApp,
} as const satisfies Extractor<ReferenceFact>;
