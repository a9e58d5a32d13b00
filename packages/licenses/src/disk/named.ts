import { metadataReader } from '../metadata/package-metadata.ts';
import type { Copies } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, directoryOf } from './places.ts';

/** Copies that an occurrence itself names: a module that `init` fetched, an unpacked chart, the checkout of a submodule. */
export const named: Copies = {
  id: 'named',
  *find({ occurrences }, disk) {
    const paths = new Set(occurrences.map(({ contents }) => contents).filter((path) => path !== undefined));
    for (const path of paths)
      yield { directories: [...withinCopy(path)], metadata: [...metadataIn(path, disk)] };
  },
};

const fetched = /^(?:.*\/)?\.terraform\/modules\/[^/]+/;

/** `source = "…//modules/x"` names a part of what was fetched as a whole, and the license stands above it. */
function* withinCopy(path: string): Iterable<string> {
  const top = fetched.exec(path)?.[0] ?? path;
  for (let directory = path; directory.length > top.length; directory = directoryOf(directory))
    yield directory;
  yield top;
}

function* metadataIn(directory: string, disk: Disk) {
  for (const name of disk.list(directory)) {
    const path = below(directory, name);
    const read = metadataReader(name);
    const file = read && disk.file(path);
    if (file) yield read(path, file);
  }
}
