import { type Identity, type Kind, purl } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { semanticVersions } from './versions.ts';

// `[host/]namespace/name/provider`; a host has a dot, or is localhost, or has a port.
const registryAddress =
  /^(?:(?<host>[^/.:]*[.:][^/]*|localhost)\/)?(?<namespace>[\w-]+)\/(?<name>[\w-]+)\/(?<provider>[\w-]+)$/;

/**
 * A Terraform or OpenTofu module. From a registry its name is `namespace/name/provider` and `source` the
 * registry's host; from git it is `host/path` of the repository; from elsewhere the URL without scheme.
 */
export const terraformModule = {
  id: 'terraform-module',
  title: 'Terraform modules',
  type: 'library',
  keyName({ name, source }) {
    const address = registryAddress.exec(name)?.groups;
    if (!address || isUrl(source)) return name;
    return address.host ? name : `${source ?? 'registry.terraform.io'}/${name}`;
  },
  purls(identity) {
    const address = isUrl(identity.source) ? undefined : registryAddress.exec(identity.name)?.groups;
    return address ? registryPurls(address, identity) : { registered: elsewhere(identity), proposed: null };
  },
  versions: semanticVersions,
  pins: ['digest', 'commit', 'exact', 'tag', 'range', 'branch', 'none'],
  contents: ['terraform'],
  holds: (identity) => (isUrl(identity.source) ? repositoryTree(identity) : 'tree'),
  covers: 'artifact',
} as const satisfies Kind;

function registryPurls(
  address: Record<string, string | undefined>,
  { source, version, requested, subpath }: Identity,
) {
  const namespace = `${address.namespace}/${address.name}`;
  const repository_url = address.host ?? source ?? 'registry.terraform.io';
  const parts = { namespace, name: address.provider ?? '', version: version ?? requested, subpath };
  return {
    registered: purl({ ...parts, type: 'generic', qualifiers: { repository_url } }),
    proposed: purl({
      ...parts,
      type: 'terraform',
      qualifiers: { repository_url: repository_url === 'registry.terraform.io' ? null : repository_url },
    }),
  };
}

function elsewhere(identity: Identity): string | null {
  const { name, source, version, requested, digest, subpath } = identity;
  const isArchive =
    source !== null && /^(?:https?|s3|gcs|oci):.*$/i.test(source) && !/^https:\/\/[^?]*$/.test(source);
  if (!isArchive && !source?.startsWith('oci:')) return repositoryPurl(name, identity);
  const last = name.slice(name.lastIndexOf('/') + 1);
  return purl({
    type: 'generic',
    name: last,
    version: version ?? requested,
    qualifiers: { download_url: source, checksum: digest },
    subpath,
  });
}

function isUrl(source: string | null): boolean {
  return source !== null && /^[a-z][a-z0-9+.-]*:/i.test(source);
}
