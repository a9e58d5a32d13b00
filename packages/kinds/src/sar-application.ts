import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { semanticVersions } from './versions.ts';

/** An application of the AWS Serverless Application Repository: `account/name`; `source` is its ARN. */
export const sarApplication = {
  id: 'sar-application',
  title: 'Serverless applications',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('sar', identity), proposed: null }),
  versions: semanticVersions,
  pins: ['exact', 'range', 'none'],
  byHand:
    'AWS is asked by nobody here: take its newest version from the Serverless Application Repository, and write it by hand.',
  covers: 'application',
} as const satisfies Kind;
