import { createHash } from 'node:crypto';
import { oci } from '../protocols/oci.ts';
import { asked, meansOf } from './asked.ts';
import { type Loopback, type Routes, startLoopback, webTo } from './loopback.ts';

export const digestOf = (value: object) =>
  `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;
/** What a descriptor says of a document. */
export const describing = (value: object) => ({
  digest: digestOf(value),
  size: JSON.stringify(value).length,
});

export const config = { os: 'linux', config: { Labels: {} } };
/** An image that says nothing of its license. */
export const image = {
  schemaVersion: 2,
  config: describing(config),
  layers: [{ digest: `sha256:${'f'.repeat(64)}` }],
};
/** The digest of the image. */
export const about = digestOf(image);

/** An SBOM that says the license of what it describes. */
export const spdx = (license: string) => ({
  spdxVersion: 'SPDX-2.3',
  documentDescribes: ['SPDXRef-1'],
  packages: [{ SPDXID: 'SPDXRef-1', licenseDeclared: license }],
});
/** A statement that holds such an SBOM about the image. */
export const statement = (license: string, of = about) => ({
  _type: 'https://in-toto.io/Statement/v0.1',
  predicateType: 'https://spdx.dev/Document',
  subject: [{ digest: { sha256: of.replace('sha256:', '') } }],
  predicate: spdx(license),
});

/** The manifest of a document that refers to an image. */
export function attached(document: object, mediaType: string, rest: object = {}) {
  return {
    schemaVersion: 2,
    subject: { digest: about },
    layers: [{ ...describing(document), mediaType }],
    ...rest,
  };
}

/** What a registry holds besides the image. */
export interface Attached {
  readonly image?: object;
  readonly manifests?: readonly object[];
  readonly blobs?: readonly object[];
  /** What is listed for the image: by the registry itself, or under a tag. */
  readonly listed?: object;
  readonly tagged?: object;
  readonly more?: Routes;
}

/** A registry with an image that says nothing of its license, and what is given besides. */
export async function registryWith({
  manifests = [],
  blobs = [],
  listed,
  tagged,
  more,
  ...given
}: Attached): Promise<Loopback> {
  const home = '/v2/o/app';
  return startLoopback({
    [`${home}/manifests/1`]: given.image ?? image,
    ...Object.fromEntries([image, ...manifests].map((one) => [`${home}/manifests/${digestOf(one)}`, one])),
    ...Object.fromEntries([config, ...blobs].map((one) => [`${home}/blobs/${digestOf(one)}`, one])),
    ...(listed ? { [`${home}/referrers/${about}`]: listed } : {}),
    ...(tagged ? { [`${home}/manifests/${about.replace(':', '-')}`]: tagged } : {}),
    ...more,
  });
}

/** What asking for the license of the image comes to. */
export async function licenseOfImage(server: Loopback, given: Parameters<typeof webTo>[1] = {}) {
  const means = meansOf(webTo([server.host], given), { 'oci ghcr.io': server.origin });
  const [first] = await oci.licenses(
    asked({ kind: 'container-image', name: 'ghcr.io/o/app', requested: '1' }),
    means,
  );
  return first;
}

export const sbomType = 'application/spdx+json';
export const attachedSpdx = attached(spdx('MIT'), sbomType);
/** A list of referrers. */
export const listing = (manifest: object, artifactType: string, rest: object = {}) => ({
  manifests: [{ ...describing(manifest), artifactType, ...rest }],
});
/** An SBOM that is listed for the image. */
export const withSpdx: Attached = {
  manifests: [attachedSpdx],
  blobs: [spdx('MIT')],
  listed: listing(attachedSpdx, sbomType),
};
