import type { Kind } from '@fineprint/core';
import { artifactPurl } from './artifact-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A Bicep module: `registry/repository`, or `ts/subscription/group/name` of a template spec. */
export const bicepModule = {
  id: 'bicep-module',
  title: 'Bicep modules',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: artifactPurl(identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['digest', 'tag', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
