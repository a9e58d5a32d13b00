import { onceForEach } from '@fineprint/core';
import { readComposerJson, readInstalledVersions } from '../metadata/composer-metadata.ts';
import { type Copies, copyIn } from './copies.ts';
import { below, isOfVersion, libraryName, nearest } from './places.ts';

/** Composer packages in `vendor/<vendor>/<name>`; which version it is, only `vendor/composer/installed.json` says. */
export const composerVendor: Copies = {
  id: 'composer-vendor',
  *find(component, disk) {
    const name = libraryName(component, 'composer');
    if (name === null) return;
    const directories = nearest(component, (root) => {
      const vendor = below(root, 'vendor');
      const list = disk.file(`${vendor}/composer/installed.json`);
      if (!list) return [];
      const version = installed(list).get(name);
      return version !== undefined && isOfVersion(component, version) ? [`${vendor}/${name}`] : [];
    });
    for (const directory of directories) {
      const path = `${directory}/composer.json`;
      const file = disk.file(path);
      yield file ? copyIn(directory, readComposerJson(path, file)) : copyIn(directory);
    }
  },
};

const installed = onceForEach(readInstalledVersions);
