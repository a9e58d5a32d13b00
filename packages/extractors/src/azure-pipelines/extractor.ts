import {
  type DocumentShape,
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { readPipeline } from './pipeline.ts';

/** Azure Pipelines: repositories, containers, tasks, machine images, and what scripts fetch. */
export const azurePipelines = {
  id: 'azure-pipelines',
  title: 'Azure Pipelines',
  formats: [
    {
      id: 'pipeline',
      role: 'manifest',
      files: [
        '**/{,.}{azure,vsts}*pipeline*.{yml,yaml}',
        '**/.{azuredevops,azure-pipelines,azdo,ado,vsts}/**/*.{yml,yaml}',
      ],
      words: ['task', 'image', 'Image', 'repository', 'script', 'bash', 'container'],
      read,
    },
    {
      id: 'pipeline-elsewhere',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: isPipeline,
      words: ['task:', 'vmImage', 'repository:', 'template:', 'container:', 'script:', 'bash:'],
      read,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'azure-pipeline'),
} as const satisfies Extractor<ReferenceFact>;

function read(file: SourceFile) {
  return readDocuments(file, parseYaml, (root) => readPipeline(file, root));
}

const work = ['steps', 'jobs', 'stages', 'extends'];
const around = ['pool', 'parameters', 'trigger', 'pr', 'schedules', 'resources', 'variables'];

/** A pipeline has work to do and says something around it; one that says only its work may be anybody's. */
function isPipeline({ keys, apiVersion, kind }: DocumentShape): boolean {
  if (apiVersion !== undefined || kind !== undefined || keys.has('on') || keys.has('runs')) return false;
  return work.some((key) => keys.has(key)) && around.some((key) => keys.has(key));
}
