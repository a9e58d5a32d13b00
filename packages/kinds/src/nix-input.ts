import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** An input of a Nix flake: `host/path` of its repository, or the URL of an archive without scheme. */
export const nixInput = {
  id: 'nix-input',
  title: 'Nix inputs',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({
    registered: identity.name.includes('/')
      ? repositoryPurl(identity.name, identity)
      : genericPurl('nix', identity),
    proposed: null,
  }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  lockedBy: { 'flake.lock': 'nix flake lock' },
  covers: 'artifact',
} as const satisfies Kind;
