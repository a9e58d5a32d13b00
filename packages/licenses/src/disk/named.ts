import type { PackageMetadata } from '../metadata/metadata.ts';
import { metadataReader } from '../metadata/package-metadata.ts';
import { type Copies, copyIn } from './copies.ts';
import type { Disk } from './disk.ts';
import { below } from './places.ts';

// Of these another finder looks at the version, which may be another one than is asked for by now.
const checked: ReadonlySet<string> = new Set(['helm-chart', 'terraform-module']);

/** Copies that an occurrence itself names: the checkout of a submodule. */
export const named: Copies = {
  id: 'named',
  *find({ kind, occurrences }, disk) {
    if (checked.has(kind)) return;
    const paths = new Set(occurrences.map(({ contents }) => contents).filter((path) => path !== undefined));
    for (const path of paths) yield copyIn(path, ...metadataIn(path, disk));
  },
};

/** The metadata files of any sort in a directory. */
export function* metadataIn(directory: string, disk: Disk): Iterable<PackageMetadata> {
  for (const name of disk.list(directory)) {
    const path = below(directory, name);
    const read = metadataReader(name);
    const file = read && disk.file(path);
    if (file) yield read(path, file);
  }
}
