import { parseGitUrl, type ResolvedText, repositoryLocation } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { absentParameter } from './absent-slot.ts';
import { downloadParts } from './download-parts.ts';
import { refSlots } from './git-parts.ts';
import { maskUnknown, partOf, type ReferenceParts, unresolvedPart } from './reference.ts';

const ofFile = /^https?:\/\/[^?#]*\.(?:ya?ml|json)(?:[?#]|$)/i;
const local = /^(?:\.{0,2}\/|\.{1,2}$|[^:@]*$)/;
const hosts = /^(?:https?:\/\/)?(?:www\.)?(?<host>github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\//i;

/**
 * Reads what `resources`, `bases` and `components` of a kustomization name from elsewhere: a directory of a git
 * repository (https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md) or a file behind a URL.
 * `null` where the text is a path of the repository's own.
 */
export function kustomizeParts(file: SourceFile, resolved: ResolvedText): ReferenceParts | null {
  const masked = maskUnknown(resolved);
  if (ofFile.test(masked) && !isRepository.test(masked)) return manifestParts(file, resolved);
  if (!isRemote(masked)) return null;
  return baseParts(file, resolved, masked);
}

/** Reads the URL of manifests that are applied as they are; `null` where the text is no URL. */
export function manifestParts(file: SourceFile, resolved: ResolvedText): ReferenceParts | null {
  const parts = downloadParts(file, resolved);
  return parts && { ...parts, kind: 'remote-manifest' };
}

const isRepository = /\.git(?:\/|\/\/|\?|$)|\/_git\//;

/** A name with a host before its first slash, a URL, or `git@host:path`. */
function isRemote(text: string): boolean {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|git::|[^/@\s]+@[^/:\s]+:)/i.test(text)) return !/^file:/i.test(text);
  if (hosts.test(text) || isRepository.test(text)) return true;
  return !local.test(text) && text.includes('//');
}

function baseParts(file: SourceFile, resolved: ResolvedText, masked: string): ReferenceParts {
  const skip = masked.startsWith('git::') ? 'git::'.length : 0;
  const whole = partOf(resolved, { start: skip, end: resolved.text.length });
  const parsed = parseGitUrl(whole.text);
  const kind = 'kustomize-base';
  if (parsed.is === 'unknown')
    return {
      kind,
      name: whole.text,
      request: { is: 'nothing' },
      unresolved: unresolvedPart('name', whole).unresolved ?? {
        part: 'name',
        because: `It names no repository: ${parsed.reason}.`,
      },
      slots: [],
    };
  const location = repositoryLocation(parsed);
  const isMarked = parsed.subpath !== null || isRepository.test(masked);
  const { repository, inside } = isMarked ? { repository: location, inside: '' } : splitRepository(location);
  const subpath = [inside, parsed.subpath ?? ''].filter((part) => part !== '').join('/');
  const ref = parsed.ref && partOf(whole, parsed.ref);
  return {
    kind,
    name: repository,
    ...(subpath === '' ? {} : { subpath }),
    source: `https://${repository}`,
    request: ref?.text ? { is: 'git-ref', text: ref.text } : { is: 'nothing' },
    ...(parsed.isSymbolic ? unresolvedPart('name', whole) : ref ? unresolvedPart('version', ref) : {}),
    slots: ref ? refSlots(file, ref) : absentParameter(file, whole, 'ref', 'commit'),
  };
}

/** Without a double slash the first two parts after a known host are the repository, and the others lie in it. */
function splitRepository(location: string): { readonly repository: string; readonly inside: string } {
  const [host = '', ...parts] = location.split('/');
  if (!hosts.test(`${host}/`) || parts.length <= 2) return { repository: location, inside: '' };
  // Groups of GitLab nest, so that only a double slash could tell; two parts are what kustomize takes.
  return { repository: [host, ...parts.slice(0, 2)].join('/'), inside: parts.slice(2).join('/') };
}
