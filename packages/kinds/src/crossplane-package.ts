import type { Kind } from '@fineprint/core';
import { imagePurl, normalName } from './image-purl.ts';
import { imageTags } from './versions.ts';

/** A provider, configuration or function of Crossplane: an artifact of a container registry. */
export const crossplanePackage = {
  id: 'crossplane-package',
  title: 'Crossplane packages',
  type: 'application',
  keyName: ({ name }) => normalName(name),
  purls: (identity) => ({ registered: imagePurl(identity), proposed: null }),
  versions: imageTags,
  pins: ['digest', 'tag', 'range', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
