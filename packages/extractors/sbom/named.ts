import type { Request } from '@fineprint/core';
import { PackageURL } from 'packageurl-js';

/** What a component is in our words: its kind and name, where it comes from, and what is asked for. */
export interface Named {
  readonly kind: string;
  readonly name: string;
  readonly source?: string;
  readonly subpath?: string;
  readonly digest?: string;
  readonly request: Request;
  /** Whether the version is one that a registry gives and nobody can change. */
  readonly isExact: boolean;
}

/** Reads a purl (https://github.com/package-url/purl-spec); throws what packageurl-js throws where it is none. */
export function namedByPurl(text: string, type: string): Named {
  const purl = PackageURL.fromString(text);
  const { namespace = '', version = null } = purl;
  const path = [namespace, purl.name].filter((part) => part !== '').join('/');
  const parts: Parts = {
    type: purl.type ?? 'generic',
    path,
    name: purl.name,
    version: version ?? null,
    qualifiers: purl.qualifiers ?? {},
    subpath: purl.subpath ?? null,
    sbomType: type,
  };
  const reader = readers.get(parts.type);
  if (reader === undefined) return ofRegistry(parts);
  const named = reader(parts);
  return parts.subpath === null ? named : { ...named, subpath: parts.subpath };
}

interface Parts {
  readonly type: string;
  /** Namespace and name. */
  readonly path: string;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly subpath: string | null;
  /** The component's type in the document. */
  readonly sbomType: string;
}

const readers: ReadonlyMap<string, (parts: Parts) => Named> = new Map([
  ['docker', ofDocker],
  ['oci', ofOci],
  // An action, where the document says so: the purl alone says only whose repository it is.
  ['github', (parts) => (isAction(parts) ? ofAction(parts) : ofGit(`github.com/${parts.path}`, parts))],
  ['bitbucket', (parts) => ofGit(`bitbucket.org/${parts.path}`, parts)],
  ['gitlab', (parts) => ofGit(`gitlab.com/${parts.path}`, parts)],
  ['git', (parts) => ofGit(parts.path, parts)],
  // Not registered, and what GitHub's own dependency graph and Syft write.
  ['githubactions', ofAction],
  ['terraform', ofTerraform],
  ['helm', ofHelm],
  ['generic', ofGeneric],
  ...['apk', 'deb', 'rpm', 'alpm'].map((type) => [type, ofDistribution] as const),
]);

/** A registry gives packages as a whole; where in a repository one lies, which is what a subpath says, makes it no other. */
function ofRegistry({ type, path, version }: Parts): Named {
  return { kind: 'library', name: `${type}/${path}`, request: versioned(version), isExact: version !== null };
}

/** The distribution is in the namespace; our name has none. */
function ofDistribution({ type, name, version }: Parts): Named {
  return {
    kind: 'os-package',
    name: `${type}/${name}`,
    request: versioned(version),
    isExact: version !== null,
  };
}

function ofDocker({ path, version, qualifiers }: Parts): Named {
  const registry = (qualifiers.repository_url ?? 'docker.io').replace(/^[a-z]+:\/\//i, '');
  return image(`${registry}/${path}`, version, qualifiers.tag ?? null);
}

/** `repository_url` names the repository as a whole; some write the registry alone. */
function ofOci({ name, version, qualifiers }: Parts): Named {
  const url = (qualifiers.repository_url ?? '').replace(/^[a-z]+:\/\//i, '');
  const isWhole =
    url.toLowerCase() === name.toLowerCase() || url.toLowerCase().endsWith(`/${name.toLowerCase()}`);
  const repository = url === '' ? name : isWhole ? url : `${url}/${name}`;
  return image(repository, version, qualifiers.tag ?? null);
}

function image(name: string, version: string | null, tag: string | null): Named {
  const isDigest = version !== null && /^sha(?:256|512):[0-9a-f]+$/.test(version);
  const text = isDigest ? tag : version;
  return {
    kind: 'container-image',
    name,
    ...(isDigest ? { digest: version } : {}),
    request: text === null ? { is: 'nothing' } : { is: 'tag', text },
    isExact: false,
  };
}

function ofGit(name: string, { version }: Parts): Named {
  return { kind: 'git-source', name, request: gitRef(version), isExact: false };
}

function isAction({ sbomType }: Parts): boolean {
  return sbomType.startsWith('github-action');
}

function ofAction({ path, version }: Parts): Named {
  const [owner = '', repository = '', ...rest] = path.split('/');
  const subpath = rest.join('/');
  // A reusable workflow is named with its file.
  const kind = subpath.startsWith('.github/workflows/') ? 'github-workflow' : 'github-action';
  return {
    kind,
    name: `${owner}/${repository}`,
    ...(subpath === '' ? {} : { subpath }),
    request: gitRef(version),
    isExact: false,
  };
}

function ofTerraform({ path, version, qualifiers }: Parts): Named {
  const source = qualifiers.repository_url;
  return {
    kind: path.split('/').length > 2 ? 'terraform-module' : 'terraform-provider',
    name: path,
    ...(source === undefined ? {} : { source }),
    request: versioned(version),
    isExact: version !== null,
  };
}

function ofHelm({ path, version, qualifiers }: Parts): Named {
  const source = qualifiers.repository_url;
  return {
    kind: 'helm-chart',
    name: path,
    ...(source === undefined ? {} : { source }),
    request: versioned(version),
    isExact: version !== null,
  };
}

/** `generic` says nothing but a name: what it is, the component's type tells. */
function ofGeneric({ path, version, sbomType }: Parts): Named {
  return namedByType(path, version, sbomType);
}

/** What has no purl is named by its type alone. */
export function namedByType(name: string, version: string | null, type: string): Named {
  const request = versioned(version);
  const isExact = version !== null;
  switch (type) {
    case 'container':
      return image(name, version, null);
    case 'application':
    case 'framework':
      return { kind: 'tool', name, request, isExact };
    case 'operating-system':
      return { kind: 'runtime', name, request, isExact };
    default:
      return { kind: 'library', name: `generic/${name}`, request, isExact };
  }
}

function versioned(version: string | null): Request {
  return version === null ? { is: 'nothing' } : { is: 'version', text: version };
}

function gitRef(version: string | null): Request {
  return version === null ? { is: 'nothing' } : { is: 'git-ref', text: version };
}
