import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readSpecification } from './specification.ts';

/** Build specifications of AWS CodeBuild, AWS Amplify and EC2 Image Builder: what their commands install and fetch. */
export const awsCodebuild = {
  id: 'aws-codebuild',
  title: 'AWS CodeBuild, Amplify and Image Builder',
  formats: [
    {
      id: 'specification',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: isSpecification,
      words: ['phases'],
      read: (file) => readDocuments(file, parseYaml, (root) => readSpecification(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'aws-codebuild'),
} as const satisfies Extractor<ReferenceFact>;

/** Amplify has phases for each side of an application, Image Builder a version of its schema. */
function isSpecification({ keys }: DocumentShape): boolean {
  if (keys.has('phases')) return keys.has('version') || keys.has('schemaVersion');
  return keys.has('version') && ['frontend', 'backend', 'applications'].some((side) => keys.has(side));
}
