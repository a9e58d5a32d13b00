import type { Kind } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A directory of a git repository that a kustomization builds on: `host/path`, the directory as subpath. */
export const kustomizeBase = {
  id: 'kustomize-base',
  title: 'Kustomize bases and components',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: repositoryPurl(identity.name, identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;
