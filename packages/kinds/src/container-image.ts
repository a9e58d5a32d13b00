import { type Kind, parseImageReference } from '@fineprint/core';
import { imagePurl, normalName } from './image-purl.ts';
import { imageTags } from './versions.ts';

/** A container image. `redis` and `docker.io/library/redis` are one; its purl is `oci` where a digest is known, else `docker`. */
export const containerImage = {
  id: 'container-image',
  title: 'Container images',
  type: 'container',
  keyName: ({ name }) => normalName(name),
  // Docker means Docker Hub; Podman and CRI-O ask their own settings.
  assumedSource(name) {
    const parsed = parseImageReference(name);
    return parsed.is === 'image' && parsed.isShortName ? parsed.registry : null;
  },
  purls: (identity) => ({ registered: imagePurl(identity), proposed: null }),
  versions: imageTags,
  pins: ['digest', 'tag', 'none'],
  covers: 'main-software',
} as const satisfies Kind;
