import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { semanticVersions } from './versions.ts';

/** A role of Ansible Galaxy, `owner.name`, or of a repository, `host/path`. */
export const ansibleRole = {
  id: 'ansible-role',
  title: 'Ansible roles',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered:
      identity.name.split('/').length > 2
        ? repositoryPurl(identity.name, identity)
        : genericPurl('ansible', identity),
    proposed: null,
  }),
  versions: semanticVersions,
  pins: ['digest', 'commit', 'exact', 'tag', 'range', 'branch', 'none'],
  holds: (identity) => (identity.name.split('/').length > 2 ? repositoryTree(identity) : null),
  covers: 'artifact',
} as const satisfies Kind;
