import { type Kind, purl } from '@fineprint/core';
import { opaqueVersions } from './versions.ts';

/** A plugin of Vagrant: the name of its gem. */
export const vagrantPlugin = {
  id: 'vagrant-plugin',
  title: 'Vagrant plugins',
  type: 'application',
  keyName: ({ name }) => name,
  purls: ({ name, version, requested }) => ({
    registered: purl({ type: 'gem', name, version: version ?? requested }),
    proposed: null,
  }),
  versions: opaqueVersions,
  pins: ['exact', 'range', 'none'],
  byHand: 'Nobody is asked for the versions of plugins: write an exact one by hand.',
  covers: 'artifact',
} as const satisfies Kind;
