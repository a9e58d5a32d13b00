import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A module of the CloudFormation registry: `Org::Service::Resource::MODULE`. */
export const cloudformationModule = {
  id: 'cloudformation-module',
  title: 'CloudFormation modules',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('cloudformation', identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['exact', 'none'],
  byHand:
    'A template does not say which version of a module an account has activated: pin it where it is activated.',
  covers: 'artifact',
} as const satisfies Kind;
