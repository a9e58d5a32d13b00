import {
  type CloudFormationFact,
  type DocumentShape,
  type Extractor,
  parseJson,
  parseYaml,
  readDocuments,
} from '@fineprint/core';
import { linkService } from './link.ts';
import { readService } from './service.ts';

/** Serverless Framework: plugins, runtimes, images and layers of a service, and the CloudFormation inside it. */
export const serverless = {
  id: 'serverless',
  title: 'Serverless Framework',
  formats: [
    {
      id: 'service',
      role: 'manifest',
      files: ['**/serverless{,[._-]*}.{yml,yaml}'],
      claims: isService,
      words: ['provider', 'functions', 'plugins', 'service'],
      read: (file) => readDocuments(file, parseYaml, (root) => readService(file, root)),
    },
    {
      id: 'service-json',
      role: 'manifest',
      files: ['**/serverless{,[._-]*}.json'],
      claims: isService,
      words: ['provider', 'functions', 'plugins', 'service'],
      read: (file) => readDocuments(file, parseJson, (root) => readService(file, root)),
    },
  ],
  unit: (path) => path,
  link: linkService,
} as const satisfies Extractor<CloudFormationFact>;

/** `serverless.template.json` is what the tools of .NET call a template of CloudFormation. */
function isService({ keys }: DocumentShape): boolean {
  if (keys.has('AWSTemplateFormatVersion') || keys.has('Resources')) return false;
  return ['service', 'provider', 'functions', 'plugins'].some((key) => keys.has(key));
}
