import type { Occurrence } from '../model/occurrence.ts';
import { parseGitUrl, repositoryLocation } from '../parse/reference/index.ts';

/**
 * Tells what comes from the scanned repository itself, which is first-party whatever URL leads to it: an Argo CD
 * application of its own manifests, a module by its own tag. `remote` is the URL that it was cloned from, if that is known.
 */
export function ownRepository(
  remote: string | null,
): (occurrence: Pick<Occurrence, 'name' | 'source' | 'unresolved'>) => boolean {
  const own = remote === null ? null : locationOf(remote);
  if (own === null) return () => false;
  const [host = '', ...path] = own.split('/');
  const names = [own, ...(host === 'github.com' ? [`raw.githubusercontent.com/${path.join('/')}`] : [])];
  return ({ name, source, unresolved }) => {
    if (unresolved?.part === 'name') return false;
    const written = name.toLowerCase();
    if (names.some((each) => written === each || written.startsWith(`${each}/`))) return true;
    return source !== undefined && locationOf(source) === own;
  };
}

function locationOf(url: string): string | null {
  const parsed = parseGitUrl(url);
  return parsed.is === 'unknown' ? null : repositoryLocation(parsed).toLowerCase();
}
