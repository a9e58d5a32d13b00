import { type Extractor, parseYaml, readDocuments } from '@fineprint/core';
import type { ActionsFact } from './facts.ts';
import { linkFile } from './link.ts';
import { readLock } from './lock.ts';
import { readAction, readWorkflow } from './workflow.ts';

const words = ['uses', 'image', 'container', 'services', 'runs-on', 'docker:'];

/** GitHub Actions, and the forges that run the same workflows: Gitea and Forgejo. */
export const githubActions = {
  id: 'github-actions',
  title: 'GitHub Actions',
  formats: [
    {
      id: 'workflow',
      role: 'manifest',
      files: ['**/.{github,gitea,forgejo}/workflows/*.{yml,yaml}'],
      words,
      read: readWorkflow,
    },
    {
      id: 'workflow-template',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: ({ keys }) => keys.has('jobs') && (keys.has('on') || keys.has('true')),
      words: ['runs-on', 'uses:'],
      read: readWorkflow,
    },
    {
      id: 'action',
      role: 'manifest',
      files: ['**/action.{yml,yaml}'],
      claims: ({ keys }) => keys.has('runs'),
      words: [...words, 'using'],
      read: readAction,
    },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/.github/workflows/actions.lock'],
      words: ['dependencies'],
      read: (file) => readDocuments(file, parseYaml, (root) => readLock(file, root)),
    },
  ],
  unit: (path) => path,
  link: linkFile,
} as const satisfies Extractor<ActionsFact>;
