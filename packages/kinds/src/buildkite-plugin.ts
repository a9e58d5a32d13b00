import type { Kind } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A plugin of Buildkite: the repository that it lies in, `host/path`. */
export const buildkitePlugin = {
  id: 'buildkite-plugin',
  title: 'Buildkite plugins',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: repositoryPurl(identity.name, identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;
