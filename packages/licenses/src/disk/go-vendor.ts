import { onceForEach, type SourceFile } from '@fineprint/core';
import { type Copies, copyIn } from './copies.ts';
import { below, isOfVersion, libraryName, nearest } from './places.ts';

/** Go modules in `vendor`, by what `vendor/modules.txt` says lies there. */
export const goVendor: Copies = {
  id: 'go-vendor',
  *find(component, disk) {
    const name = libraryName(component, 'golang');
    if (name === null) return;
    const directories = nearest(component, (root) => {
      const vendor = below(root, 'vendor');
      const file = disk.file(`${vendor}/modules.txt`);
      if (!file) return [];
      const { byName, isCut } = modulesIn(file);
      if (isCut) disk.sayCut(`${vendor}/modules.txt`, maximumModules, 'modules');
      const modules = byName.get(name) ?? [];
      return modules
        .filter((each) => isOfVersion(component, each.version))
        .map(({ path }) => `${vendor}/${path}`);
    });
    for (const directory of directories) yield copyIn(directory);
  },
};

interface Vendored {
  readonly name: string;
  readonly version: string;
  /** Where it lies: under the name that is imported, also where another module replaces it. */
  readonly path: string;
}

const line =
  /^# (?<path>\S{1,300})(?: (?<version>v\S{1,200}))?(?: => (?<name>\S{1,300}) (?<replaced>v\S{1,200}))?$/gm;
const maximumModules = 100_000;

/** The modules of `modules.txt` by their names, read once (`# path version`, `# path version => other version`). */
const modulesIn = onceForEach(({ text }: SourceFile) => {
  const modules: Vendored[] = [];
  for (const { groups = {} } of text.matchAll(line)) {
    const { path = '', version, name = path, replaced = version } = groups;
    if (replaced !== undefined) modules.push({ name, version: replaced, path });
    if (modules.length >= maximumModules) break;
  }
  return { byName: Map.groupBy(modules, ({ name }) => name), isCut: modules.length >= maximumModules };
});
