import { onceForEach, type SourceFile } from '@fineprint/core';
import { readComposerJson, readInstalledPackages } from '../metadata/composer-metadata.ts';
import type { PackageMetadata } from '../metadata/metadata.ts';
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
      const path = `${vendor}/composer/installed.json`;
      const list = disk.file(path);
      if (!list) return [];
      const found = installed(list)(path).get(name);
      return found && isOfVersion(component, found.version) ? [`${vendor}/${name}`] : [];
    });
    for (const directory of directories) {
      const path = `${directory}/composer.json`;
      const file = disk.file(path);
      yield file ? copyIn(directory, readComposerJson(path, file)) : copyIn(directory);
    }
  },
};

/** The packages of a list by their names, read once. */
const installed = onceForEach((file: SourceFile) => {
  let packages: ReadonlyMap<string, PackageMetadata> | undefined;
  return (path: string) => {
    packages ??= new Map(readInstalledPackages(path, file).map((each) => [each.name ?? '', each]));
    return packages;
  };
});
