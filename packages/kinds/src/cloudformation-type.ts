import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A third-party type of the CloudFormation registry: `Datadog::Monitors::Monitor`. */
export const cloudformationType = {
  id: 'cloudformation-type',
  title: 'CloudFormation resource types and hooks',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('cloudformation', identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['exact', 'none'],
  byHand:
    'A template does not say which version of a type an account has activated: pin it where it is activated.',
  covers: 'artifact',
} as const satisfies Kind;
