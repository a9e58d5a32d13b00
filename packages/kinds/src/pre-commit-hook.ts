import type { Kind } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A repository of hooks for pre-commit: `host/path`. */
export const preCommitHook = {
  id: 'pre-commit-hook',
  title: 'Pre-commit hooks',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: repositoryPurl(identity.name, identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;
