import { type DocumentShape, type Extractor, readDocuments } from '@fineprint/core';
import type { ArmFact } from './facts.ts';
import { parseTemplate } from './lines.ts';
import { linkTemplate } from './link.ts';
import { readParameters } from './parameters.ts';
import { readTemplate } from './template.ts';

/** ARM templates: the templates that they link to, and the images that their resources run. */
export const arm = {
  id: 'arm',
  title: 'ARM templates',
  formats: [
    {
      id: 'template',
      role: 'manifest',
      files: ['**/*.{json,jsonc}'],
      claims: isTemplate,
      // `…/deploymentTemplate.json`, `…/subscriptionDeploymentTemplate.json`
      words: ['eploymentTemplate.json'],
      read: (file) => readDocuments(file, parseTemplate, (root) => readTemplate(file, root)),
    },
    {
      id: 'parameters',
      role: 'manifest',
      files: ['**/*.parameters.json', '**/*.parameters.*.json'],
      claims: isParameters,
      words: ['deploymentParameters.json'],
      read: (file) => readDocuments(file, parseTemplate, (root) => readParameters(file, root)),
    },
  ],
  unit: (path) => path,
  link: linkTemplate,
} as const satisfies Extractor<ArmFact>;

function isTemplate({ keys }: DocumentShape): boolean {
  return keys.has('$schema') && keys.has('contentVersion') && keys.has('resources');
}

function isParameters({ keys }: DocumentShape): boolean {
  return keys.has('$schema') && keys.has('parameters') && !keys.has('resources');
}
