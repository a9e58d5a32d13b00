import { type Identity, purl } from '@fineprint/core';

/** The purl of a file behind a URL, which `source` is. */
export function urlPurl({ name, source, version, commit, requested, digest }: Identity): string | null {
  const path = source?.replace(/[?#].*$/s, '') ?? name;
  const last = path.slice(path.lastIndexOf('/') + 1) || name;
  return purl({
    type: 'generic',
    name: last,
    version: commit ?? version ?? requested,
    qualifiers: { download_url: source, checksum: digest },
  });
}
