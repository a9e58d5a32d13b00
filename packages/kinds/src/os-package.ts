import { type Kind, purl } from '@fineprint/core';
import { opaqueVersions } from './versions.ts';

/** A package of an operating system: `deb/curl`, `apk/curl`, `rpm/curl` (the purl type before the name). */
export const osPackage = {
  id: 'os-package',
  title: 'Operating system packages',
  type: 'library',
  keyName: ({ name }) => name,
  purls({ name, version, requested }) {
    const [type = 'generic', ...rest] = name.split('/');
    // Which distribution it comes from is the base image's secret: the purl names none.
    return {
      registered: purl({ type, name: rest.join('/'), version: version ?? requested }),
      proposed: null,
    };
  },
  versions: opaqueVersions,
  pins: ['exact', 'range', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
