import { items, onceForEach, parseJson, type SourceFile, textOf } from '@fineprint/core';
import { readImageLabels } from '../metadata/json-metadata.ts';
import type { PackageMetadata } from '../metadata/metadata.ts';
import type { Copies } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, directoryOf } from './places.ts';

/** Images in OCI layouts (https://specs.opencontainers.org/image-spec/image-layout/) that the repository holds. */
export const ociLayouts: Copies = {
  id: 'oci-layouts',
  *find({ kind, key, digest, requested }, disk) {
    if (kind !== 'container-image') return;
    const name = key.slice(key.indexOf(':') + 1);
    for (const image of imagesIn(disk)) {
      const isIt =
        digest === null ? image.names.has(`${name}:${requested ?? 'latest'}`) : image.digests.has(digest);
      if (isIt) yield { directories: [], metadata: image.metadata };
    }
  },
};

/** An image of a layout: its digest and those of its platforms, its full names, and what its labels say. */
interface Image {
  readonly digests: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly metadata: readonly PackageMetadata[];
}

const maximumLayouts = 100;
const maximumImages = 50;
const maximumPlatforms = 20;

const imagesIn = onceForEach((disk: Disk): readonly Image[] => {
  const layouts = disk.files.filter(({ path }) => path === 'oci-layout' || path.endsWith('/oci-layout'));
  return disk
    .firstOf(layouts, maximumLayouts, 'OCI layouts', layouts[0]?.path ?? '')
    .flatMap(({ path }) => imagesOf(disk, directoryOf(path)));
});

function imagesOf(disk: Disk, layout: string): readonly Image[] {
  const path = below(layout, 'index.json');
  const manifests = items(rootOf(disk.file(path)), 'manifests');
  return disk.firstOf(manifests, maximumImages, 'manifests', path).map((manifest) => {
    const digest = textOf(manifest, 'digest') ?? '';
    const annotation = (name: string) => textOf(manifest, 'annotations', name);
    // `ref.name` may be a tag alone, which names no image.
    const names = [annotation('io.containerd.image.name'), annotation('org.opencontainers.image.ref.name')];
    const found = descend(disk, layout, digest);
    return {
      digests: new Set([digest, ...found.digests]),
      names: new Set(names.filter((name) => name?.includes('/')).map((name) => name ?? '')),
      metadata: found.metadata,
    };
  });
}

/** Goes from an index to its manifests, and from a manifest to its configuration, where the labels are. */
function descend(disk: Disk, layout: string, digest: string, depth = 0) {
  const path = blobPath(layout, digest);
  const file = path === null ? undefined : disk.file(path);
  const digests: string[] = [];
  const metadata: PackageMetadata[] = [];
  if (path === null || file === undefined) return { digests, metadata };
  metadata.push(readImageLabels(path, file));
  const root = rootOf(file);
  const next = [textOf(root, 'config', 'digest'), ...platformsOf(file, depth)].filter(
    (each) => each !== undefined,
  );
  for (const each of next) {
    if (depth < 2) {
      const inner = descend(disk, layout, each, depth + 1);
      metadata.push(...inner.metadata);
      digests.push(...inner.digests);
    }
    digests.push(each);
  }
  return { digests, metadata };
}

function platformsOf(file: SourceFile, depth: number): readonly (string | undefined)[] {
  if (depth > 0) return [];
  return items(rootOf(file), 'manifests')
    .slice(0, maximumPlatforms)
    .map((each) => textOf(each, 'digest'));
}

function rootOf(file: SourceFile | undefined) {
  return file?.parse(parseJson).documents[0]?.root;
}

const sha256 = /^sha256:(?<hex>[0-9a-f]{64})$/;

function blobPath(layout: string, digest: string): string | null {
  const hex = sha256.exec(digest)?.groups?.hex;
  return hex === undefined ? null : below(layout, `blobs/sha256/${hex}`);
}
