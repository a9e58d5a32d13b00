import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryPurl } from './repository-purl.ts';
import { semanticVersions } from './versions.ts';

/** A module of the Puppet Forge, `owner/name`, or of a repository, `host/path`. */
export const puppetModule = {
  id: 'puppet-module',
  title: 'Puppet modules',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered:
      identity.name.split('/').length > 2
        ? repositoryPurl(identity.name, identity)
        : genericPurl('puppet', identity),
    proposed: null,
  }),
  versions: semanticVersions,
  pins: ['commit', 'exact', 'tag', 'range', 'branch', 'none'],
  byHand: 'Nobody is asked for the versions of the Forge: write an exact one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
