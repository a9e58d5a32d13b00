import { type Identity, purl } from '@fineprint/core';

/** The purl of what has no registered type: `pkg:generic/<ecosystem>/<name>@<version>`, with where it comes from. */
export function genericPurl(
  ecosystem: string,
  { name, source, version, requested, commit, digest, subpath }: Identity,
): string | null {
  const cut = name.lastIndexOf('/');
  return purl({
    type: 'generic',
    namespace: cut < 0 ? ecosystem : `${ecosystem}/${name.slice(0, cut)}`,
    name: name.slice(cut + 1),
    version: commit ?? version ?? requested,
    qualifiers: { repository_url: source, checksum: digest },
    subpath,
  });
}
