import {
  type Extractor,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readJenkinsfile } from './jenkinsfile.ts';
import { readPluginList, readPluginText } from './plugins.ts';

/** Jenkins: plugins of a controller, and the libraries, images and repositories of pipelines. */
export const jenkins = {
  id: 'jenkins',
  title: 'Jenkins',
  formats: [
    {
      id: 'pipeline',
      role: 'manifest',
      files: [
        '**/{Jenkinsfile,jenkinsfile}{,[._-]*}',
        '**/*.{Jenkinsfile,jenkinsfile}',
        '**/{vars,jenkins,.jenkins,pipelines,jobs}/**/*.groovy',
      ],
      words: ['Library', 'library', 'docker', 'image', 'git', 'sh'],
      read: readJenkinsfile,
    },
    {
      id: 'plugins-text',
      role: 'manifest',
      files: ['**/plugins.txt', '**/*jenkins*plugins*.txt'],
      words: [],
      read: readPluginText,
    },
    {
      id: 'plugins-yaml',
      role: 'manifest',
      files: ['**/plugins.{yaml,yml}'],
      claims: ({ keys }) => keys.has('plugins'),
      words: ['artifactId'],
      read: (file) => readDocuments(file, parseYaml, (root) => readPluginList(file, root)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'jenkins'),
} as const satisfies Extractor<ReferenceFact>;
