import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { releaseTags } from './versions.ts';

/** A pipe of Bitbucket: `atlassian/slack-notify`. */
export const bitbucketPipe = {
  id: 'bitbucket-pipe',
  title: 'Bitbucket pipes',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('bitbucket-pipe', identity), proposed: null }),
  versions: releaseTags,
  pins: ['tag', 'none'],
  covers: 'artifact',
  byHand:
    'A pipe is named by a tag of its repository, which can move: Bitbucket takes neither a commit nor a digest there.',
} as const satisfies Kind;
