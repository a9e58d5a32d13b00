import { readCargoToml } from '../metadata/toml-metadata.ts';
import { type Copies, copyIn } from './copies.ts';
import { below, directoryOf, isNamed, isOfVersion, libraryName, nearest } from './places.ts';

/** Crates that `cargo vendor` put into `vendor/<crate>`, or `vendor/<crate>-<version>` where there are several. */
export const cargoVendor: Copies = {
  id: 'cargo-vendor',
  *find(component, disk) {
    const name = libraryName(component, 'cargo');
    if (name === null) return;
    const crates = nearest(component, (root) => {
      const vendor = below(root, 'vendor');
      const names = new Set(disk.list(vendor));
      return [name, `${name}-${component.version ?? ''}`]
        .filter((each) => names.has(each))
        .flatMap((each) => {
          const path = `${vendor}/${each}/Cargo.toml`;
          const file = disk.file(path);
          return file ? [readCargoToml(path, file)] : [];
        })
        .filter((each) => isNamed(each, name) && isOfVersion(component, each.version));
    });
    for (const crate of crates) yield copyIn(directoryOf(crate.path), crate);
  },
};
