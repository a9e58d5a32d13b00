/** Where a module lies: a repository at a ref, or an archive in whose directory `within` it is (`*` is any one). */
export type ModuleSource =
  | { readonly is: 'source'; readonly source: string; readonly requested: string | null }
  | { readonly is: 'archive'; readonly url: string; readonly within: string };

/**
 * Reads where a registry says that a module lies, in the language of module sources
 * (https://developer.hashicorp.com/terraform/language/modules/sources), possibly relative to `base`; `null` where it is
 * neither a git repository nor a gzipped tar archive on a web server.
 */
export function moduleSourceOf(written: string, base: string): ModuleSource | null {
  return archiveOfRef(written) ?? (written.startsWith('git::') ? gitSource(written) : archive(written, base));
}

const ofRef =
  /^https:\/\/(?:api\.github\.com\/repos|codeload\.github\.com)\/(?<path>[^/]+\/[^/]+)\/(?:tarball|tar\.gz|zipball|zip)\/(?<ref>[^?*]+?)(?:\/\/.*)?(?:\?.*)?$/;

/** GitHub's archives of a ref lead to the repository itself. */
function archiveOfRef(written: string): ModuleSource | null {
  const { path, ref } = ofRef.exec(written.replace(/^git::/, ''))?.groups ?? {};
  if (!path || !ref) return null;
  const requested = ref.replace(/^refs\/(?:tags|heads)\//, '');
  return { is: 'source', source: `https://github.com/${path}`, requested };
}

/** `git::https://github.com/o/r//modules/a?ref=v1`. */
function gitSource(written: string): ModuleSource | null {
  const url = written.replace(/^git::/, '');
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, searchParams } = new URL(url);
  const [path = ''] = pathname.split(/(?<=.)\/\//, 1);
  return { is: 'source', source: `${protocol}//${host}${path}`, requested: searchParams.get('ref') };
}

const gzippedTar = /^(?:tar\.gz|tgz)$/;
const named = /\.(?:tar\.gz|tgz)$/;

/** `https://example.com/vpc.tar.gz//modules/a`, `https://example.com/object?archive=tar.gz`. */
function archive(written: string, base: string): ModuleSource | null {
  if (!URL.canParse(written, base)) return null;
  const url = new URL(written, base);
  const [path = '', within = ''] = url.pathname.split(/(?<=.)\/\/(.*)/s, 2);
  const format = url.searchParams.get('archive');
  const isArchive = format === null ? named.test(path) : gzippedTar.test(format);
  if (!/^https?:$/.test(url.protocol) || !isArchive) return null;
  // These are for whoever fetches, not for whoever serves.
  for (const name of ['archive', 'checksum']) url.searchParams.delete(name);
  url.pathname = path;
  return { is: 'archive', url: url.href, within: within.replace(/^\/+|\/+$/g, '') };
}
