import type { Kind } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A component of a GitLab CI/CD catalogue: `host/group/project`, the component as subpath. */
export const gitlabComponent = {
  id: 'gitlab-component',
  title: 'GitLab CI components',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: repositoryPurl(identity.name, identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'range', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;
