import type { Kind } from '@fineprint/core';
import { artifactPurl } from './artifact-purl.ts';
import { opaqueVersions } from './versions.ts';

/** An extension of Bicep from a registry: `mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0`. */
export const bicepExtension = {
  id: 'bicep-extension',
  title: 'Bicep extensions',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: artifactPurl(identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['digest', 'tag', 'none'],
  byHand: 'Nobody is asked for the versions of extensions: write an exact one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
