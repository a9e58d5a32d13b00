import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A macro that a template is transformed by: its name in the account. */
export const cloudformationMacro = {
  id: 'cloudformation-macro',
  title: 'CloudFormation macros',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('cloudformation', identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['none'],
  covers: 'artifact',
} as const satisfies Kind;
