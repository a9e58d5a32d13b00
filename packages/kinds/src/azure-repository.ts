import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A repository that a pipeline takes templates from: `host/path`, or `project/repository` of its own organisation. */
export const azureRepository = {
  id: 'azure-repository',
  title: 'Repositories of Azure Pipelines',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered:
      identity.name.split('/').length > 2
        ? repositoryPurl(identity.name, identity)
        : genericPurl('azure-repos', identity),
    proposed: null,
  }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
  byHand:
    'Only Azure DevOps, or a service connection of it, knows the repository: write the commit as "ref" by hand.',
} as const satisfies Kind;
