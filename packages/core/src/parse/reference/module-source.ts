import type { Span } from '../span.ts';
import { classifyGitRef, gitRefPin } from './git-ref.ts';
import {
  hostPathSource,
  type RemoteSource,
  scpSource,
  type UnknownSource,
  unknownSource,
  urlSource,
} from './git-source.ts';
import { isDigest } from './image.ts';
import {
  hostAndPort,
  parameter,
  type SourceText,
  splitSource,
  symbolMask,
  type WrittenText,
} from './source-text.ts';

/** A path on the same machine: `./x`, `../x`, `/x`, `C:\x`. */
export interface LocalSource {
  readonly is: 'local';
  readonly path: string;
  readonly subpath: string | null;
  readonly credentials: readonly Span[];
  readonly symbols: readonly Span[];
}

/** A module of a Terraform registry: `[host/]namespace/name/provider[//subpath]`. */
export interface RegistrySource {
  readonly is: 'registry';
  /** `null` where the text names none: Terraform and OpenTofu differ in what they take. */
  readonly host: string | null;
  readonly port: number | null;
  readonly namespace: string;
  readonly name: string;
  readonly provider: string;
  readonly subpath: string | null;
  /** From `tfr://…?version=`; Terraform itself writes it beside the source. */
  readonly version: WrittenText | null;
  readonly credentials: readonly Span[];
  readonly symbols: readonly Span[];
}

/** Where a module comes from. */
export type ModuleSource = LocalSource | RegistrySource | RemoteSource | UnknownSource;

/**
 * Reads a module source of Terraform, OpenTofu or Terragrunt, or any address that go-getter takes:
 * https://developer.hashicorp.com/terraform/language/modules/configuration#module-sources.
 */
export function parseModuleSource(text: string): ModuleSource {
  const forced = forcedGetter.exec(text)?.groups?.getter?.toLowerCase();
  const source = splitSource(text, forced === undefined ? 0 : forced.length + 2);
  if (forced !== undefined) return forcedSource(source, forced);

  const address = source.masked.slice(0, source.address.end);
  if (address.startsWith(symbolMask))
    return unknownSource(source, 'its beginning is filled in by another program');
  if (isLocalPath.test(text)) return localSource(source);
  return (
    scpSource(source, false) ??
    schemeSource(source) ??
    detectedSource(source) ??
    registrySource(source, address) ??
    unknownSource(source, 'it is no path, registry address or URL')
  );
}

/** Says how strong a pin a source carries by itself; `null` where its text cannot say. */
export function sourcePin(source: ModuleSource): 'digest' | 'commit' | 'tag' | 'branch' | 'none' | null {
  switch (source.is) {
    case 'git':
    case 'hg':
      return gitRefPin(classifyGitRef(source.ref?.text ?? ''));
    case 'oci':
      if (source.digest) return isDigest(source.digest.text) ? 'digest' : null;
      return source.tag ? 'tag' : 'none';
    case 'http':
      return source.checksum && strongChecksum.test(source.checksum.text) ? 'digest' : 'none';
    case 's3':
    case 'gcs':
      return source.versionId || generation.test(source.fragment?.text ?? '') ? 'digest' : 'none';
    default:
      return null;
  }
}

const strongChecksum = /^(?:(?:sha256:)?[0-9a-f]{64}|(?:sha512:)?[0-9a-f]{128})$/i;
const generation = /^[0-9]{1,20}$/;

const forcedGetter = /^(?<getter>[A-Za-z0-9]{1,32})::/;
const isLocalPath = /^(?:\.{1,2}(?:$|[\\/])|[\\/]|~[\\/]|[A-Za-z]:[\\/])/;

function localSource({ text, address, subpath, credentials, symbols }: SourceText): LocalSource {
  // A Windows share begins with what elsewhere sets off a subpath.
  const path = text.startsWith('//') ? text : text.slice(0, address.end);
  return { is: 'local', path, subpath: text.startsWith('//') ? null : subpath, credentials, symbols };
}

function forcedSource(source: SourceText, getter: string): ModuleSource {
  // A program that runs commands or reads this machine's files (`ext::`, `fd::`, `file::`) is never interpreted.
  const refused = () =>
    unknownSource(source, `"${getter}::" does not name a source that could be fetched safely`);
  switch (getter) {
    case 'git':
      return (
        scpSource(source, true) ?? urlSource(source, 'git') ?? hostPathSource(source, 'git') ?? refused()
      );
    case 'hg':
    case 's3':
    case 'gcs':
      return urlSource(source, getter) ?? hostPathSource(source, getter) ?? refused();
    case 'http':
    case 'https':
      return urlSource(source, 'http') ?? refused();
    case 'oci':
      return urlSource(source, 'oci') ?? hostPathSource(source, 'oci') ?? refused();
    default:
      return refused();
  }
}

const schemeShape = /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,31}):\/\//;

function schemeSource(source: SourceText): ModuleSource | null {
  const address = source.masked.slice(0, source.address.end);
  const scheme = schemeShape.exec(address)?.groups?.scheme?.toLowerCase();
  const refused = () =>
    unknownSource(source, `"${scheme}://" does not name a source that could be fetched safely`);
  switch (scheme) {
    case undefined:
      return null;
    case 'tfr':
      return registrySource(source, address.slice('tfr://'.length)) ?? refused();
    case 'ssh':
    case 'git':
    case 'git+ssh':
    case 'git+https':
    case 'git+http':
      return urlSource(source, 'git') ?? refused();
    case 'oci':
      return urlSource(source, 'oci') ?? refused();
    case 'http':
    case 'https':
      return webSource(source) ?? refused();
    default:
      return refused();
  }
}

const gitHosts: ReadonlySet<string> = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org']);
const archiveName = /\.(?:zip|tgz|tbz2|txz|tar(?:\.(?:gz|bz2|xz|zst))?|gz)$/i;

/** A web address is an archive, unless its path says that a repository is there. */
function webSource(source: SourceText): RemoteSource | null {
  const git = urlSource(source, 'git');
  if (!git) return null;
  const path = source.masked.slice(source.address.start, source.address.end);
  const isRepository =
    path.endsWith('.git') ||
    path.includes('.git/') ||
    path.includes('/_git/') ||
    (gitHosts.has(git.host) && git.path.split('/').length === 2 && !archiveName.test(path));
  if (isRepository) return git;
  if (s3Host.test(git.host)) return urlSource(source, 's3');
  return urlSource(source, git.host === 'www.googleapis.com' ? 'gcs' : 'http');
}

const s3Host = /^(?:[a-z0-9.-]{1,200}\.)?s3(?:[.-][a-z0-9-]{1,32})?\.amazonaws\.com(?:\.cn)?$/;

/** The hosts whose addresses go-getter knows without a scheme; gitlab.com with four parts is a module registry. */
function detectedSource(source: SourceText): RemoteSource | null {
  const git = hostPathSource(source, 'git');
  if (!git) return null;
  if (s3Host.test(git.host)) return hostPathSource(source, 's3');
  if (git.host === 'www.googleapis.com') return hostPathSource(source, 'gcs');
  const parts = git.path.split('/');
  const isRepository =
    git.host === 'gitlab.com' ? parts.length === 2 : gitHosts.has(git.host) && parts.length >= 2;
  if (!isRepository && !source.masked.slice(0, source.address.end).endsWith('.git')) return null;
  if (!gitHosts.has(git.host) || parts.length === 2) return git;

  // `github.com/owner/repo/path` has no double slash, and the first two parts are still the repository.
  const path = parts
    .slice(0, 2)
    .join('/')
    .replace(/\.git$/, '');
  const subpath = [parts.slice(2).join('/'), git.subpath ?? ''].filter((part) => part !== '').join('/');
  return { ...git, path, subpath, url: `https://${git.host}/${path}` };
}

const registryPart = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?$/;
const providerPart = /^[0-9a-z]{1,64}$/;
const registryHost =
  /^(?:localhost|[^\s/?#@:\\%]{1,253}\.[^\s/?#@:\\%]{1,63})(?::[0-9]{1,5})?$|^[A-Za-z0-9.-]{1,253}:[0-9]{1,5}$/;

function registrySource(source: SourceText, address: string): RegistrySource | null {
  const parts = address.split('/', 6);
  if (parts.length !== 3 && parts.length !== 4) return null;
  const [provider = '', name = '', namespace = '', authority = ''] = parts.toReversed();
  if (!registryPart.test(namespace) || !registryPart.test(name) || !providerPart.test(provider)) return null;
  if (authority !== '' && !registryHost.test(authority)) return null;
  // Only `tfr:///namespace/name/provider` may leave the host empty and keep its slash.
  if (parts.length === 4 && authority === '' && !source.text.startsWith('tfr:')) return null;
  return {
    is: 'registry',
    ...(authority === '' ? { host: null, port: null } : hostAndPort(authority)),
    namespace,
    name,
    provider,
    subpath: source.subpath,
    version: parameter(source, 'version'),
    credentials: source.credentials,
    symbols: source.symbols,
  };
}
