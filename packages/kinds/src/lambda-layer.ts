import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A layer of AWS Lambda: `account/name`; its versions are numbers that never mean anything else. */
export const lambdaLayer = {
  id: 'lambda-layer',
  title: 'Lambda layers',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('lambda-layer', identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['exact', 'none'],
  byHand: 'AWS is asked by nobody here: name the layer by the ARN of one of its versions.',
  covers: 'artifact',
} as const satisfies Kind;
