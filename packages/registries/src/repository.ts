import type { Component } from '@fineprint/core';
import { decoded } from './package-name.ts';

/** A repository on a git host, at the ref that is asked for. */
export interface Repository {
  /** `github.com`. */
  readonly host: string;
  /** `owner/name`; GitLab nests deeper. */
  readonly path: string;
  /** A commit, tag or branch; `null` where nothing says one. */
  readonly ref: string | null;
}

type Asked = Pick<Component, 'kind' | 'name' | 'source' | 'commit' | 'version' | 'requested'>;

/** The repository that a component comes from, as far as its name or its source tell; `null` where they do not. */
export function repositoryOf(component: Asked): Repository | null {
  const { kind, name, source, commit, version, requested } = component;
  if (kind === 'library') return goModule(name, version);
  const url = source === null ? null : httpsUrl(source);
  if (!url) return null;
  const inFile = fileOf(url);
  if (inFile) return inFile;
  const path = url.pathname.replace(/^\/+|(?:\.git)?\/*$/g, '');
  const ref = commit ?? requested ?? version;
  return /^[^/]+\/[^/]+/.test(path) ? { host: url.host, path, ref } : null;
}

/** `ssh://git@host/path` leads to the same repository as `https://host/path`. */
function httpsUrl(source: string): URL | null {
  const plain = source.replace(/^(?:git\+|git::)/, '').replace(/^(?:ssh|git):\/\/(?:[^@/]+@)?/, 'https://');
  if (!/^https?:\/\//.test(plain) || !URL.canParse(plain)) return null;
  const url = new URL(plain);
  return url.host === 'www.github.com' ? new URL(plain.replace('www.', '')) : url;
}

/** A file of a repository, or of one of its releases. */
function fileOf({ host, pathname }: URL): Repository | null {
  const [owner = '', name = '', ...rest] = pathname.split('/').slice(1).map(decoded);
  const path = `${owner}/${name}`;
  if (host === 'raw.githubusercontent.com')
    return { host: 'github.com', path, ref: (rest[0] === 'refs' ? rest[2] : rest[0]) ?? null };
  if (host !== 'github.com') return null;
  const [area = '', first = '', second = null] = rest;
  if (area === 'releases' && first === 'download') return { host, path, ref: second };
  if (area === 'releases' && first === 'latest') return { host, path, ref: null };
  if (area === 'raw' || area === 'blob' || area === 'tree') return { host, path, ref: first };
  if (area === 'archive') return { host, path, ref: archived(rest.slice(1)) };
  return null;
}

/** `refs/tags/v1.tar.gz`, `v1.zip`. */
function archived(parts: readonly string[]): string | null {
  const last = parts.at(-1)?.replace(/\.(?:tar\.gz|tgz|zip)$/, '');
  return last === undefined || last === '' ? null : last;
}

const pseudoVersion = /-(?:0\.)?\d{14}-(?<commit>[0-9a-f]{12})$/;

/** A Go module by the path of its repository (https://go.dev/ref/mod#vcs-find); a version is a tag, or names a commit. */
function goModule(name: string, version: string | null): Repository | null {
  const found =
    /^golang\/(?<host>github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/(?<path>[^/]+\/[^/]+)(?<inner>\/.*)?$/.exec(
      name,
    )?.groups;
  if (!found?.host || !found.path) return null;
  const bare = version?.replace(/\+incompatible$/, '') ?? null;
  const commit = bare === null ? undefined : pseudoVersion.exec(bare)?.groups?.commit;
  const inner = found.inner?.replace(/\/v\d+$/, '').slice(1) ?? '';
  // A module in a folder has tags of its own: `folder/v1.2.3`.
  const tag = bare !== null && inner !== '' ? `${inner}/${bare}` : bare;
  return { host: found.host, path: found.path, ref: commit ?? tag };
}
