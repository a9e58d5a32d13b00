import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { fileBehind, repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** CI configuration from another project (`host/group/project`, the file as subpath), a URL, or GitLab itself (`template/…`). */
export const gitlabInclude = {
  id: 'gitlab-include',
  title: 'Included GitLab CI files',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered: isProject(identity.name)
      ? repositoryPurl(identity.name, identity)
      : genericPurl('gitlab', identity),
    proposed: null,
  }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  holds: (identity) => (identity.subpath === null ? fileBehind(identity) : repositoryTree(identity)),
  covers: 'artifact',
} as const satisfies Kind;

function isProject(name: string): boolean {
  return name.split('/').length > 2 && !name.startsWith('template/');
}
