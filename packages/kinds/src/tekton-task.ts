import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A task or pipeline of Tekton from elsewhere: a repository with the file as subpath, a hub, a bundle, a URL. */
export const tektonTask = {
  id: 'tekton-task',
  title: 'Tekton tasks and pipelines',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered:
      identity.name.split('/').length > 2
        ? repositoryPurl(identity.name, identity)
        : genericPurl('tekton', identity),
    proposed: null,
  }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'exact', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;
