import {
  beanstalkReferences,
  type CloudFormationFact,
  type DocumentShape,
  type Extractor,
  type FileProblem,
  get,
  linkTemplate,
  parameterReferences,
  parseJson,
  parseJsonOrYaml,
  readDocuments,
  type SourceFile,
  templateReferences,
} from '@fineprint/core';

/** AWS CloudFormation and SAM: templates in YAML and JSON. */
export const cloudformation = {
  id: 'cloudformation',
  title: 'CloudFormation and SAM',
  formats: [
    {
      id: 'template',
      role: 'manifest',
      files: ['**/*.{yaml,yml,json,template}{,.j2,.jinja,.jinja2}'],
      claims: isTemplate,
      words: ['AWSTemplateFormatVersion', 'AWS::'],
      read: readTemplates,
    },
    {
      id: 'beanstalk',
      role: 'manifest',
      files: ['**/.ebextensions/**/*.config'],
      words: ['packages', 'commands', 'sources', 'files', 'AWS::'],
      read: (file) => readDocuments(file, parseJsonOrYaml, (root) => beanstalkReferences(file, root)),
    },
    {
      id: 'parameters',
      role: 'manifest',
      files: ['**/*.json'],
      claims: ({ keys }) => keys.has('ParameterKey') && keys.has('ParameterValue'),
      words: ['ParameterValue'],
      read: (file) => readDocuments(file, parseJson, (root) => parameterReferences(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit, tree) => linkTemplate(unit, tree, 'cloudformation-template'),
} as const satisfies Extractor<CloudFormationFact>;

/** `Resources` alone may be another program's; the reader looks for a type in it. */
function isTemplate({ keys }: DocumentShape): boolean {
  return keys.has('AWSTemplateFormatVersion') || keys.has('Resources');
}

function readTemplates(file: SourceFile): Iterable<CloudFormationFact | FileProblem> {
  return readDocuments(file, parseJsonOrYaml, (root) =>
    get(root, 'Resources') ? templateReferences(file, root) : [],
  );
}
