import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { semanticVersions } from './versions.ts';

/** A resource plugin of Pulumi: `aws`; or a Terraform provider that Pulumi bridges. */
export const pulumiPlugin = {
  id: 'pulumi-plugin',
  title: 'Pulumi plugins and packages',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('pulumi', identity), proposed: null }),
  versions: semanticVersions,
  pins: ['exact', 'commit', 'tag', 'range', 'branch', 'none'],
  byHand: 'Nobody is asked for the versions of plugins: write an exact one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
