import { type Extractor, linkReferences, type ProgramLanguage, type ReferenceFact } from '@fineprint/core';
import { programReader } from './program.ts';

/** Programs of Pulumi, the AWS CDK, cdk8s and the CDK for Terraform: what literal arguments of known functions install and run. */
export const infrastructurePrograms = {
  id: 'infrastructure-programs',
  title: 'Infrastructure programs',
  formats: [
    programs('javascript', '**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}', [
      '@pulumi/',
      'aws-cdk',
      'cdk8s',
      'cdktf',
      'cdktn',
    ]),
    programs('python', '**/*.py', ['pulumi_', 'aws_cdk', 'cdk8s', 'cdktf', 'cdktn']),
    programs('go', '**/*.go', [
      'github.com/pulumi/pulumi-',
      'aws-cdk-go',
      'cdk8s',
      'terraform-cdk-go',
      'cdk-terrain-go',
    ]),
    programs('csharp', '**/*.cs', ['Pulumi', 'Amazon.CDK', 'Cdk8s', 'Cdktf']),
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'infrastructure-program'),
} as const satisfies Extractor<ReferenceFact>;

/** Programs of one language; a file without any of the words imports nothing that is read. */
function programs(language: ProgramLanguage, files: string, words: readonly string[]) {
  return {
    id: language,
    role: 'manifest',
    files: [files],
    words,
    read: programReader(language, words),
  } as const;
}
