import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryPurl } from './repository-purl.ts';
import { semanticVersions } from './versions.ts';

/** A collection of Ansible Galaxy, `namespace.name`, or of a repository, `host/path`. */
export const ansibleCollection = {
  id: 'ansible-collection',
  title: 'Ansible collections',
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
  covers: 'artifact',
} as const satisfies Kind;
