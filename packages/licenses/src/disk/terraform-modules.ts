import { items, onceForEach, parseJson, type SourceFile, textOf } from '@fineprint/core';
import type { Copies } from './copies.ts';
import type { Disk } from './disk.ts';
import { metadataIn } from './named.ts';
import { directoryOf, isOfVersion } from './places.ts';

/** Modules that `terraform init` fetched, where its manifest says that they still are what is asked for. */
export const terraformModules: Copies = {
  id: 'terraform-modules',
  *find(component, disk) {
    const { kind, occurrences } = component;
    if (kind !== 'terraform-module') return;
    for (const { contents, requested } of occurrences) {
      const { root, manifest, copy } = fetched.exec(contents ?? '')?.groups ?? {};
      if (contents === undefined || manifest === undefined || copy === undefined) continue;
      const entry = entryOf(disk, manifest, contents.slice(root?.length ?? 0));
      const isIt =
        entry?.version == null
          ? (entry?.ref ?? null) === (requested ?? null)
          : isOfVersion(component, entry.version);
      if (entry && isIt)
        yield { directories: [...upTo(copy, contents)], metadata: [...metadataIn(contents, disk)] };
    }
  },
};

const fetched = /^(?<copy>(?<manifest>(?<root>(?:.*\/)?)\.terraform\/modules)\/[^/]+)/;

interface Entry {
  readonly version: string | null;
  /** The git ref that was fetched. */
  readonly ref: string | null;
}

const ref = /[?&]ref=(?<ref>[^&#]{1,300})/;

/** What the manifest beside a copy says of it. */
function entryOf(disk: Disk, directory: string, copy: string): Entry | undefined {
  const file = disk.file(`${directory}/modules.json`);
  return file && entriesOf(file).get(copy);
}

/** The entries of a manifest by their directories. */
const entriesOf = onceForEach((file: SourceFile): ReadonlyMap<string, Entry> => {
  const modules = items(file.parse(parseJson).documents[0]?.root, 'Modules');
  return new Map(
    modules.map((each) => [
      textOf(each, 'Dir') ?? '',
      {
        version: textOf(each, 'Version') || null,
        ref: ref.exec(textOf(each, 'Source') ?? '')?.groups?.ref ?? null,
      },
    ]),
  );
});

/** `source = "…//modules/x"` names a part of what was fetched as a whole, and the license stands above it. */
export function* upTo(top: string, path: string): Iterable<string> {
  for (let directory = path; directory.length > top.length; directory = directoryOf(directory))
    yield directory;
  yield top;
}
