import type { Extractor } from '@fineprint/core';
import { linkSettings } from './link.ts';
import { type CdktfFact, readSettings } from './settings.ts';

/** CDK for Terraform, and CDK Terrain after it: the providers and modules for which an app has bindings made. */
export const cdktf = {
  id: 'cdktf',
  title: 'CDK for Terraform',
  formats: [
    {
      id: 'settings',
      role: 'manifest',
      files: ['**/cdktf.json', '**/cdktn.json'],
      words: ['terraformProviders', 'terraformModules'],
      read: readSettings,
    },
  ],
  unit: (path) => path,
  link: linkSettings,
} as const satisfies Extractor<CdktfFact>;
