import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A box of Vagrant: `generic/debian12` of its catalogue, or the URL of a box without scheme. */
export const vagrantBox = {
  id: 'vagrant-box',
  title: 'Vagrant boxes',
  type: 'operating-system',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('vagrant', identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['digest', 'exact', 'tag', 'range', 'none'],
  byHand: 'Nobody is asked for the versions of boxes: write an exact one by hand.',
  covers: 'main-software',
} as const satisfies Kind;
