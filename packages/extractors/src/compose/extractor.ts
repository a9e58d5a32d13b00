import type { Extractor } from '@fineprint/core';
import type { ComposeFact } from './facts.ts';
import { linkProject } from './link.ts';
import { readProject } from './project.ts';

const words = ['image', 'build', 'include'];

/** Compose files. One file is one unit: which files are laid over each other is said on a command line, not in them. */
export const compose = {
  id: 'compose',
  title: 'Compose',
  formats: [
    {
      id: 'project',
      role: 'manifest',
      // A playbook fills in `docker-compose.yml.j2`, a script `compose.yaml.tmpl`.
      files: ['**/{docker-compose,compose}{,[.-]*}.{yml,yaml}{,.j2,.tmpl,.tpl,.template,.erb}'],
      words,
      read: readProject,
    },
    {
      id: 'stack',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: ({ keys, apiVersion }) =>
        keys.has('services') && apiVersion === undefined && !notCompose.some((key) => keys.has(key)),
      words: ['image:', 'build:'],
      read: readProject,
    },
  ],
  unit: (path) => path,
  link: linkProject,
} as const satisfies Extractor<ComposeFact>;

// Other programs have `services` too: GitLab CI, Travis, Symfony, Serverless, Bitbucket.
const notCompose = [
  'jobs',
  'stages',
  'script',
  'before_script',
  'language',
  'parameters',
  'provider',
  'pipelines',
  'definitions',
  'default',
  'kind',
  'resources',
  'machine',
];
