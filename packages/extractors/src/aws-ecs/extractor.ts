import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseJsonOrYaml,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readCopilot } from './copilot.ts';
import { readTaskDefinition } from './task-definition.ts';

/** Amazon ECS: task definitions as the API takes them, and the services of Beanstalk and Copilot that become one. */
export const awsEcs = {
  id: 'aws-ecs',
  title: 'Amazon ECS',
  formats: [
    {
      id: 'task-definition',
      role: 'manifest',
      files: ['**/*.{json,yaml,yml}'],
      claims: isTaskDefinition,
      words: [
        'containerDefinitions',
        'containerProperties',
        'essential',
        'imageUri',
        'AWSEBDockerrunVersion',
      ],
      read: (file) => readDocuments(file, parseJsonOrYaml, (root) => readTaskDefinition(file, root)),
    },
    {
      id: 'copilot',
      role: 'manifest',
      files: ['**/copilot/**/manifest.{yml,yaml}'],
      words: ['image'],
      read: (file) => readDocuments(file, parseYaml, (root) => readCopilot(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'ecs-task-definition'),
} as const satisfies Extractor<ReferenceFact>;

/** The input and the output of `register-task-definition`, its containers alone, a job of Batch, and the images that a pipeline sets. */
function isTaskDefinition({ keys }: DocumentShape): boolean {
  return (
    keys.has('containerDefinitions') ||
    keys.has('taskDefinition') ||
    keys.has('containerProperties') ||
    keys.has('AWSEBDockerrunVersion') ||
    (keys.has('image') && keys.has('name') && keys.has('essential')) ||
    (keys.has('imageUri') && keys.has('name') && keys.size === 2)
  );
}
