import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A shared library by the name that a Jenkins server knows it by, or the repository that it lies in. */
export const jenkinsLibrary = {
  id: 'jenkins-library',
  title: 'Jenkins shared libraries',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered:
      identity.name.split('/').length > 2
        ? repositoryPurl(identity.name, identity)
        : genericPurl('jenkins', identity),
    proposed: null,
  }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
  byHand:
    'The Jenkins server knows where a library of that name lies: write the commit behind it (`name@commit`) by hand.',
} as const satisfies Kind;
