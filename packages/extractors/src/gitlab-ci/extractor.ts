import { type DocumentShape, type Extractor, parseYaml, type SourceFile } from '@fineprint/core';
import type { GitlabFact } from './facts.ts';
import { linkPipeline } from './link.ts';
import { readPipeline } from './pipeline.ts';

/** GitLab CI/CD: what pipelines include, the images of their jobs, and what their scripts fetch. */
export const gitlabCi = {
  id: 'gitlab-ci',
  title: 'GitLab CI/CD',
  formats: [
    {
      id: 'pipeline',
      role: 'manifest',
      files: ['**/{,*}.gitlab-ci.{yml,yaml}', '**/.gitlab-ci/**/*.{yml,yaml}'],
      words: ['image', 'include', 'services', 'script'],
      read,
    },
    {
      id: 'part',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: isPart,
      words: ['script:', 'include:'],
      read,
    },
  ],
  unit: (path) => path,
  link: linkPipeline,
} as const satisfies Extractor<GitlabFact>;

function read(file: SourceFile) {
  return readPipeline(file, file.parse(parseYaml));
}

// Keys that no other format has together at its top; jobs of parts that have none of them are read where they are included.
const global = ['stages', 'default', 'workflow', 'before_script', 'after_script', 'include', 'spec'];
const ofOthers = [
  'apiVersion',
  'kind',
  'jobs',
  'on',
  'pool',
  'trigger',
  'steps',
  'resources',
  'services',
  'version',
  'pipeline',
];

function isPart({ keys }: DocumentShape): boolean {
  if (ofOthers.some((key) => keys.has(key))) return false;
  const isTemplate = [...keys].some((key) => key.startsWith('.') && key.length > 1);
  return isTemplate || global.filter((key) => keys.has(key)).length >= 2;
}
