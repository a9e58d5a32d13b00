import { type Kind, purl } from '@fineprint/core';
import { opaqueVersions } from './versions.ts';

/** A formula or a cask of Homebrew: `jq`, `hashicorp/tap/terraform`. */
export const homebrewPackage = {
  id: 'homebrew-package',
  title: 'Homebrew packages',
  type: 'application',
  keyName: ({ name }) => name.toLowerCase(),
  purls: ({ name, version, requested }) => {
    const parts = name.toLowerCase().split('/');
    const namespace = ['homebrew', ...parts.slice(0, -1)].join('/');
    const registered = purl({
      type: 'generic',
      namespace,
      name: parts.at(-1) ?? '',
      version: version ?? requested,
    });
    return { registered, proposed: null };
  },
  versions: opaqueVersions,
  // A formula is what its tap says today.
  pins: ['none'],
  covers: 'artifact',
} as const satisfies Kind;
