import { type Identity, purl } from '@fineprint/core';

/**
 * The purl of an artifact of an OCI registry that is no image: `pkg:oci`, its version the digest where that is known and
 * its tag a qualifier; `name` is `registry/repository`.
 */
export function artifactPurl({ name, digest, version, requested }: Identity): string | null {
  return purl({
    type: 'oci',
    name: name.slice(name.lastIndexOf('/') + 1),
    version: digest,
    qualifiers: { repository_url: name, tag: requested ?? version },
  });
}
