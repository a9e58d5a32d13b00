import type { Report, ReportComponent } from '@fineprint/core';
import { singleLine } from './identifiers.ts';

// What a variable, a template or a pattern leaves in an address that is not known whole.
const unsettled = /[\s${}<>*|\\^`"]|%(?![0-9A-Fa-f]{2})/;
const gitPurl = /^pkg:(?:github|bitbucket|gitlab|git)\//;
const gitRef = /^[\w][\w./+-]*$/;
const web: ReadonlySet<string> = new Set(['http:', 'https:', 'ftp:']);
const overGit: ReadonlySet<string> = new Set(['http:', 'https:', 'ssh:', 'git:']);

/** Where exactly this component can be had, or `null`: an address of the web, or a commit or tag of a git repository. */
export function downloadLocation(component: ReportComponent): string | null {
  const { purl, source, commit, pin, requested } = component;
  if (purl === null) return null;
  if (gitPurl.test(purl)) {
    const ref = commit ?? (pin === 'tag' ? requested : null);
    return source === null || ref === null ? null : gitLocation(source, ref, subpathOf(purl));
  }
  const url = new URLSearchParams(queryOf(purl)).get('download_url');
  return url === null ? null : webLocation(url);
}

/** Where the scanned commit can be had. */
export function rootLocation({ remote, commit }: Report['root']): string | null {
  if (remote === null || commit === null) return null;
  // The short form of SSH addresses is for a user's own machine (SPDX 2.3, 7.7): `git@host:path`.
  const scp = scpLike.exec(remote)?.groups;
  return gitLocation(scp ? `ssh://${scp.host}/${scp.path}` : remote, commit, '');
}

const scpLike = /^(?:git@)?(?<host>[\w.-]+):(?!\/\/)(?<path>[^\s]+)$/;

function gitLocation(url: string, ref: string, subpath: string): string | null {
  if (unsettled.test(url) || !URL.canParse(url) || !gitRef.test(ref)) return null;
  const { protocol, host, pathname, username, password, search, hash } = new URL(url);
  if (!overGit.has(protocol) || host === '' || `${username}${password}${search}${hash}` !== '') return null;
  const scheme = protocol === 'git:' ? 'git:' : `git+${protocol}`;
  return singleLine(
    `${scheme}//${host}${pathname.replaceAll('@', '%40')}@${ref}${subpath === '' ? '' : `#${subpath}`}`,
  );
}

function webLocation(url: string): string | null {
  if (unsettled.test(url) || !URL.canParse(url)) return null;
  const { protocol, host, username, password, href } = new URL(url);
  return web.has(protocol) && host !== '' && `${username}${password}` === '' ? singleLine(href) : null;
}

function queryOf(purl: string): string {
  const end = purl.indexOf('#');
  const whole = end === -1 ? purl : purl.slice(0, end);
  const start = whole.indexOf('?');
  return start === -1 ? '' : whole.slice(start + 1);
}

function subpathOf(purl: string): string {
  const start = purl.indexOf('#');
  const subpath = start === -1 ? '' : purl.slice(start + 1);
  return unsettled.test(subpath) ? '' : subpath;
}
