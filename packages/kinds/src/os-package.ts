import type { Kind } from '@fineprint/core';
import { registryPurl } from './registry-purl.ts';
import { opaqueVersions } from './versions.ts';

/** A package of an operating system: `deb/curl`, `apk/curl`, `rpm/curl`, `chocolatey/curl` (the purl type before the name). */
export const osPackage = {
  id: 'os-package',
  title: 'Operating system packages',
  type: 'library',
  keyName: ({ name }) => name,
  // Which distribution it comes from is the base image's secret: the purl names none.
  purls: (identity) => ({ registered: registryPurl(identity), proposed: null }),
  versions: opaqueVersions,
  pins: ['exact', 'range', 'none'],
  covers: 'artifact',
  byHand:
    'Distributions remove superseded versions, so that an exact one soon fails to install: pin the base image by its digest, or install from a snapshot of the archive.',
} as const satisfies Kind;
