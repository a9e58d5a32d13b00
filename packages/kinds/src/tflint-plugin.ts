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
  covers: 'artifact',
} as const satisfies Kind;
