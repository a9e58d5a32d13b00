import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { semanticVersions } from './versions.ts';

/** A plugin of Packer by its source address: `github.com/hashicorp/amazon`. */
export const packerPlugin = {
  id: 'packer-plugin',
  title: 'Packer plugins',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('packer', identity), proposed: null }),
  versions: semanticVersions,
  pins: ['exact', 'range', 'none'],
  byHand: 'Nobody is asked for the releases of plugins: write the exact version of one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
