import type { Span } from '../span.ts';
import { isSecretParameter } from './redact.ts';
import {
  hostAndPort,
  parameter,
  type SourceParameter,
  type SourceText,
  splitSource,
  symbolMask,
  trimSlashes,
  type WrittenText,
} from './source-text.ts';

/** Something fetched from a host: a git or Mercurial repository, an archive, an object in a bucket, an OCI artifact. */
export interface RemoteSource {
  readonly is: 'git' | 'hg' | 'http' | 's3' | 'gcs' | 'oci';
  /** How it is fetched: `https`, `ssh`, `http`, `git`, `oci`; `ssh` for `git@host:path`. */
  readonly scheme: string;
  readonly host: string;
  readonly port: number | null;
  /** Without slashes at its ends and, for a repository, without one trailing `.git`. */
  readonly path: string;
  readonly subpath: string | null;
  /** True where another program fills in a part of host or path. */
  readonly isSymbolic: boolean;
  readonly parameters: readonly SourceParameter[];
  readonly fragment: WrittenText | null;
  readonly ref: WrittenText | null;
  readonly version: WrittenText | null;
  readonly tag: WrittenText | null;
  readonly digest: WrittenText | null;
  readonly checksum: WrittenText | null;
  readonly versionId: WrittenText | null;
  /** Where it comes from, without credentials, subpath and what selects a version. */
  readonly url: string;
  readonly credentials: readonly Span[];
  readonly symbols: readonly Span[];
}

/** A text that names nothing that could be fetched safely, kept as data. */
export interface UnknownSource {
  readonly is: 'unknown';
  readonly reason: string;
  readonly subpath: string | null;
  readonly ref: WrittenText | null;
  readonly credentials: readonly Span[];
  readonly symbols: readonly Span[];
}

/**
 * Reads the URL of a git repository: `https://…`, `ssh://…`, `git+https://…`, `git@host:path`, `host/path`, with
 * `//subpath`, a query and a fragment. Whatever it looks like, it is taken for git.
 */
export function parseGitUrl(text: string): RemoteSource | UnknownSource {
  const source = splitSource(text, 0);
  return (
    scpSource(source, true) ??
    urlSource(source, 'git') ??
    hostPathSource(source, 'git') ??
    unknownSource(source, 'it is no URL of a repository')
  );
}

/**
 * Where a repository is, whichever URL leads to it: `https://dev.azure.com/Org/Project/_git/Repo` and
 * `git@ssh.dev.azure.com:v3/Org/Project/Repo` are one. Ports that the scheme implies are left out.
 */
export function repositoryLocation({ scheme, host, port, path }: RemoteSource): string {
  const azure = host === 'ssh.dev.azure.com' ? azureSshPath.exec(path)?.groups : undefined;
  if (azure) return `dev.azure.com/${azure.org}/${azure.project}/_git/${azure.repo}`;
  const isImplied = port === null || port === impliedPorts.get(scheme);
  return `${host.replace(webAlias, '')}${isImplied ? '' : `:${port}`}/${path}`;
}

const webAlias = /^www\.(?=(?:github\.com|gitlab\.com|bitbucket\.org)$)/;
const azureSshPath = /^v3\/(?<org>[^/]+)\/(?<project>[^/]+)\/(?<repo>[^/]+)$/;
const impliedPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['ssh', 22],
  ['git', 9418],
]);

const scpForm =
  /^(?:(?<user>[^@/:\s]{1,256})@)?(?<host>[A-Za-z0-9\u0000][A-Za-z0-9._\u0000-]{0,254}):(?<path>[^/:].*|\/[^/].*)$/s;

/** Reads `git@host:path`; without a user only where the text is known to be git. */
export function scpSource(source: SourceText, isKnownGit: boolean): RemoteSource | null {
  const address = source.masked.slice(source.address.start, source.address.end);
  if (hasScheme.test(address)) return null;
  const groups = scpForm.exec(address)?.groups;
  const host = groups?.host;
  if (!groups || host === undefined || (groups.user === undefined && !isKnownGit)) return null;
  const end = source.address.end;
  const pathStart = end - (groups.path ?? '').length;
  const hostStart = pathStart - 1 - host.length;
  return remote(source, 'git', 'ssh', { start: hostStart, end: pathStart - 1 }, { start: pathStart, end });
}

const hasScheme = /^[A-Za-z][A-Za-z0-9+.-]{0,31}:\/\//;
const schemeOf = /^(?:git\+)?(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,31}):\/\/(?<authority>[^/]*)/;
const webSchemes: ReadonlySet<string> = new Set(['http', 'https']);
const gitSchemes: ReadonlySet<string> = new Set(['http', 'https', 'ssh', 'git']);

/** Reads `scheme://authority/path` as what it is said to be; `null` if it is no URL, or its scheme runs programs. */
export function urlSource(source: SourceText, is: RemoteSource['is']): RemoteSource | null {
  const { start, end } = source.address;
  const match = schemeOf.exec(source.masked.slice(start, end));
  const authority = match?.groups?.authority;
  const scheme = match?.groups?.scheme?.toLowerCase();
  if (!match || authority === undefined || scheme === undefined) return null;
  const allowed =
    is === 'git' ? gitSchemes : is === 'oci' ? ociSchemes : is === 'hg' ? hgSchemes : webSchemes;
  if (!allowed.has(scheme)) return null;

  const authorityEnd = start + match[0].length;
  const authorityStart = authorityEnd - authority.length;
  return remote(
    source,
    is,
    scheme,
    { start: authorityStart, end: authorityEnd },
    { start: authorityEnd, end },
  );
}

const ociSchemes: ReadonlySet<string> = new Set(['oci']);
const hgSchemes: ReadonlySet<string> = new Set(['http', 'https', 'ssh']);

/** Reads `host/path` without a scheme, as go-getter's detectors do. */
export function hostPathSource(source: SourceText, is: RemoteSource['is']): RemoteSource | null {
  const { start, end } = source.address;
  const slash = source.masked.slice(0, end).indexOf('/', start);
  if (slash < 0 || !hostShape.test(source.masked.slice(start, slash))) return null;
  return remote(source, is, 'https', { start, end: slash }, { start: slash, end });
}

const hostShape = /^(?:[A-Za-z0-9-]{1,63}\.){1,32}[A-Za-z0-9-]{1,63}(?::[0-9]{1,5})?$/;

/** Keeps a text as data, with what can be told of it. */
export function unknownSource(source: SourceText, reason: string): UnknownSource {
  return {
    is: 'unknown',
    reason,
    subpath: source.subpath,
    ref: parameter(source, 'ref'),
    credentials: source.credentials,
    symbols: source.symbols,
  };
}

function remote(
  source: SourceText,
  is: RemoteSource['is'],
  scheme: string,
  authority: Span,
  path: Span,
): RemoteSource | null {
  const { host, port } = hostAndPort(source.text.slice(authority.start, authority.end));
  const maskedHost = hostAndPort(source.masked.slice(authority.start, authority.end)).host;
  // `git::ssh://-oProxyCommand=…` and `https://x@--upload-pack=…` would reach git as options.
  if (!isHost(maskedHost)) return null;
  const isRepository = is === 'git' || is === 'hg';
  const place = repositoryPath(source, path, isRepository);
  if (place.path === '') return null;
  const named = {
    ref:
      parameter(source, is === 'hg' ? 'rev' : 'ref') ?? (is === 'git' ? parameter(source, 'version') : null),
    version: parameter(source, 'version'),
    tag: parameter(source, 'tag'),
    digest: parameter(source, 'digest'),
    checksum: parameter(source, 'checksum'),
    versionId: parameter(source, 'versionId'),
  };
  const origin = `${scheme}://${host}${port === null ? '' : `:${port}`}/${place.path}`;
  return {
    is,
    scheme,
    host,
    port,
    ...place,
    isSymbolic: source.masked.slice(authority.start, path.end).includes(symbolMask),
    parameters: source.parameters,
    fragment: source.fragment,
    ...named,
    url: isRepository ? origin : origin + otherParameters(source),
    credentials: source.credentials,
    symbols: source.symbols,
  };
}

const literalHost = /^(?:[a-z0-9_\u0000](?:[a-z0-9._\u0000-]{0,253})|\[[0-9a-f:.]{2,45}\])$/;

function isHost(host: string): boolean {
  return literalHost.test(host);
}

/** The path of a repository ends at `.git`; what follows is inside it, even without a double slash. */
function repositoryPath(
  source: SourceText,
  span: Span,
  isRepository: boolean,
): { path: string; subpath: string | null } {
  const path = trimSlashes(source.text.slice(span.start, span.end));
  if (!isRepository) return { path, subpath: source.subpath };
  const dotGit = source.masked.slice(0, span.end).indexOf('.git/', span.start);
  if (dotGit >= 0) {
    const within = trimSlashes(source.text.slice(dotGit + 5, span.end));
    const subpath = [within, source.subpath ?? ''].filter((part) => part !== '').join('/');
    return { path: trimSlashes(source.text.slice(span.start, dotGit)), subpath: subpath || null };
  }
  return { path: path.endsWith('.git') ? path.slice(0, -4) : path, subpath: source.subpath };
}

// What go-getter takes for itself, and does not send to the server.
const ownParameters: ReadonlySet<string> = new Set([
  'archive',
  'checksum',
  'filename',
  'ref',
  'depth',
  'sshkey',
  'tag',
  'digest',
  'version',
  'versionId',
  'region',
]);

function otherParameters({ parameters }: SourceText): string {
  const kept = parameters.filter(({ name }) => !ownParameters.has(name) && !isSecretParameter(name));
  if (kept.length === 0) return '';
  return `?${kept.map(({ name, text }) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&')}`;
}
