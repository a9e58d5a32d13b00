import type { Kind } from '@fineprint/core';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A repository that a pipeline takes templates from: `host/path`. */
export const azureRepository = {
  id: 'azure-repository',
  title: 'Repositories of Azure Pipelines',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: repositoryPurl(identity.name, identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
