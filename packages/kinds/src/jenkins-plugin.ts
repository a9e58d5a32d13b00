import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A plugin of Jenkins: `git`, `configuration-as-code`. */
export const jenkinsPlugin = {
  id: 'jenkins-plugin',
  title: 'Jenkins plugins',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('jenkins', identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['exact', 'tag', 'none'],
  covers: 'artifact',
  byHand:
    'Write `plugin:version` by hand, as the controller or the update site of Jenkins lists it: nobody is asked for it here.',
} as const satisfies Kind;
