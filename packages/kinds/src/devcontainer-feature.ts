import type { Kind } from '@fineprint/core';
import { artifactPurl } from './artifact-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A feature of a development container: `registry/repository`, or the URL of an archive without scheme. */
export const devcontainerFeature = {
  id: 'devcontainer-feature',
  title: 'Dev container features',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: artifactPurl(identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['digest', 'tag', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
