import { type Identity, purl } from '@fineprint/core';

/**
 * The purl of something in a git repository whose name is `host/path`: `github` and `bitbucket` have types of
 * their own, every other host is `git` (namespace is the host and all but the last segment of the path).
 */
export function repositoryPurl(
  name: string,
  { commit, version, requested, subpath }: Pick<Identity, 'commit' | 'version' | 'requested' | 'subpath'>,
): string | null {
  const segments = name.split('/');
  const last = segments.at(-1) ?? '';
  const at = commit ?? version ?? requested;
  const [host = '', owner = ''] = segments;
  const type = segments.length === 3 ? hostTypes.get(host) : undefined;
  const namespace = type ? owner : segments.slice(0, -1).join('/');
  return purl({ type: type ?? 'git', namespace, name: last, version: at, subpath });
}

const hostTypes: ReadonlyMap<string, string> = new Map([
  ['github.com', 'github'],
  ['bitbucket.org', 'bitbucket'],
]);
