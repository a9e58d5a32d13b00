import type { Kind } from '@fineprint/core';
import { repositoryPurl } from './repository-purl.ts';
import { semanticVersions } from './versions.ts';

/** A plugin of TFLint: `github.com/owner/repository`, whose releases it takes. */
export const tflintPlugin = {
  id: 'tflint-plugin',
  title: 'TFLint plugins',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: repositoryPurl(identity.name, identity), proposed: null }),
  versions: semanticVersions,
  pins: ['exact', 'range', 'none'],
  byHand: 'Nobody is asked for the releases of plugins: write the exact version of one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
