import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryPurl } from './repository-purl.ts';
import { semanticVersions } from './versions.ts';

/** A cookbook of the Chef Supermarket, `name`, or of a repository, `host/path`. */
export const chefCookbook = {
  id: 'chef-cookbook',
  title: 'Chef cookbooks',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered:
      identity.name.split('/').length > 2
        ? repositoryPurl(identity.name, identity)
        : genericPurl('chef', identity),
    proposed: null,
  }),
  versions: semanticVersions,
  pins: ['digest', 'commit', 'exact', 'tag', 'range', 'branch', 'none'],
  byHand:
    'Nobody is asked for the versions of a Supermarket: let Policyfile.lock.json or Berksfile.lock pin it, or write an exact one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
