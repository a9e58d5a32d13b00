import { type Identity, purl } from '@fineprint/core';

/** The purl of a file behind a URL, which `source` is. */
export function urlPurl({ name, source, version, commit, requested, digest }: Identity): string | null {
  const url = source ?? name;
  // A command that prints a part of the URL holds slashes of its own: `tool-$(uname -m | sed s/x86_64/amd64/).tgz`, `${tag//v}.zip`.
  const masked = url.replaceAll(/\$(?:\([^()]*\)|\{[^{}]*\})/g, (unknown) => '_'.repeat(unknown.length));
  const path = /^[^?#]*/.exec(masked)?.[0] ?? '';
  const last = url.slice(path.lastIndexOf('/') + 1, path.length) || name;
  return purl({
    type: 'generic',
    name: last,
    version: commit ?? version ?? requested,
    qualifiers: { download_url: source, checksum: digest },
  });
}
