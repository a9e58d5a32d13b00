import { type Kind, purl } from '@fineprint/core';
import { opaqueVersions } from './versions.ts';

/** A machine image: an AMI by its id (which cannot change), or the label of a hosted runner (which can). */
export const vmImage = {
  id: 'vm-image',
  title: 'Machine images',
  type: 'operating-system',
  keyName: ({ name }) => name,
  purls({ name, version, requested }) {
    const cut = name.lastIndexOf('/');
    const namespace = cut < 0 ? null : name.slice(0, cut);
    return {
      registered: purl({
        type: 'generic',
        namespace,
        name: name.slice(cut + 1),
        version: version ?? requested,
      }),
      proposed: null,
    };
  },
  versions: opaqueVersions,
  pins: ['exact', 'tag', 'none'],
  covers: 'main-software',
} as const satisfies Kind;
