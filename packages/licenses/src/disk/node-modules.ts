import { onceForEach } from '@fineprint/core';
import type { PackageMetadata } from '../metadata/metadata.ts';
import { readPackageJson } from '../metadata/package-json.ts';
import { type Copies, copyIn } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, directoryOf, isNamed, isOfVersion, libraryName, nearest } from './places.ts';

/** npm packages in `node_modules`: flat, nested in each other, and in pnpm's store (`.pnpm/<name>@<version>`). */
export const nodeModules: Copies = {
  id: 'node-modules',
  *find(component, disk) {
    const name = libraryName(component, 'npm');
    if (name === null) return;
    const copies = nearest(component, (root) =>
      installed(disk, below(root, 'node_modules'), name).filter(
        (each) => isNamed(each, name) && isOfVersion(component, each.version),
      ),
    );
    // The same version installed twice is one package.
    for (const copy of copies.slice(0, 1)) yield copyIn(directoryOf(copy.path), copy);
  },
};

/** The copies of a package below one `node_modules`. */
function installed(disk: Disk, root: string, name: string): readonly PackageMetadata[] {
  const directories = indexed(disk, root).get(name) ?? [];
  return directories.flatMap((directory) => {
    const path = `${directory}/package.json`;
    const file = disk.file(path);
    return file ? [readPackageJson(path, file)] : [];
  });
}

type Index = ReadonlyMap<string, readonly string[]>;

const indexes = onceForEach((_disk: Disk) => new Map<string, Index>());

/** The directories below one `node_modules` by the names of their packages; each tree is walked once. */
function indexed(disk: Disk, root: string): Index {
  const known = indexes(disk).get(root);
  if (known) return known;
  const index = new Map<string, string[]>();
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [name, directory] of packagesIn(disk, next)) {
      const directories = index.get(name);
      if (directories) directories.push(directory);
      else index.set(name, [directory]);
      if (disk.list(directory).includes('node_modules')) pending.push(`${directory}/node_modules`);
    }
    if (next === root && disk.list(root).includes('.pnpm'))
      for (const name of disk.list(`${root}/.pnpm`)) pending.push(`${root}/.pnpm/${name}/node_modules`);
  }
  indexes(disk).set(root, index);
  return index;
}

function* packagesIn(disk: Disk, directory: string): Iterable<readonly [name: string, directory: string]> {
  for (const name of disk.list(directory)) {
    if (name.startsWith('.')) continue;
    const path = `${directory}/${name}`;
    if (!name.startsWith('@')) yield [name, path];
    else for (const inner of disk.list(path)) yield [`${name}/${inner}`, `${path}/${inner}`];
  }
}
