import { type Extractor, linkReferences, type ReferenceFact } from '@fineprint/core';
import { programReader } from './program.ts';

/** Programs of Pulumi, the AWS CDK and cdk8s: what literal arguments of known functions install and run. */
export const infrastructurePrograms = {
  id: 'infrastructure-programs',
  title: 'Infrastructure programs',
  formats: [
    {
      id: 'javascript',
      role: 'manifest',
      files: ['**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}'],
      words: ['@pulumi/', 'aws-cdk', 'cdk8s'],
      read: programReader('javascript'),
    },
    {
      id: 'python',
      role: 'manifest',
      files: ['**/*.py'],
      words: ['pulumi_', 'aws_cdk', 'cdk8s'],
      read: programReader('python'),
    },
    {
      id: 'go',
      role: 'manifest',
      files: ['**/*.go'],
      words: ['github.com/pulumi/pulumi-', 'aws-cdk-go', 'cdk8s'],
      read: programReader('go'),
    },
    {
      id: 'csharp',
      role: 'manifest',
      files: ['**/*.cs'],
      words: ['Pulumi', 'Amazon.CDK', 'Cdk8s'],
      read: programReader('csharp'),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'infrastructure-program'),
} as const satisfies Extractor<ReferenceFact>;
