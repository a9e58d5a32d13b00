import { type ChosenFact, integrityHashes, type Scope, type SourceFile, type Span } from '@fineprint/core';
import { npmName } from './specifier.ts';

/** A package as a lockfile of Node describes it. */
export interface LockedPackage {
  /** Where its entry begins. */
  readonly key: Span;
  readonly ids: readonly string[];
  readonly name: string;
  readonly version: string | null;
  /** The URL that it was fetched from. */
  readonly resolved: string | null;
  /** Subresource Integrity of the archive. */
  readonly integrity: string | null;
  readonly hashes?: readonly string[];
  readonly license?: string | null;
  readonly needs: readonly string[] | null;
  readonly optionalNeeds?: readonly string[];
  readonly scope?: Scope | null;
  readonly isOwn?: boolean;
  readonly isUnhashed?: boolean;
}

/** Makes the fact of a package that a lockfile chose. */
export function chosenPackage(file: SourceFile, locked: LockedPackage): ChosenFact {
  const { key, ids, needs, optionalNeeds = [], license, scope, version } = locked;
  const repository = repositoryOf(locked);
  const host = hostOf(locked.resolved);
  const hashes = [...(locked.hashes ?? []), ...integrityHashes(locked.integrity ?? '')];
  const isOwn = locked.isOwn || /^file:/.test(locked.resolved ?? locked.version ?? '');
  return {
    is: 'chosen',
    place: file.place(key),
    text: file.text.slice(key.start, key.end),
    ids,
    ...(repository
      ? { kind: 'git-source', name: repository.name, source: `https://${repository.name}` }
      : { kind: 'library', name: npmName(locked.name), ...(host ? { source: host } : {}) }),
    locked: { version: plainVersion(version), ...(repository ? { commit: repository.commit } : {}), hashes },
    needs,
    ...(optionalNeeds.length > 0 ? { optionalNeeds } : {}),
    ...(license ? { license } : {}),
    ...(scope ? { scope } : {}),
    ...(isOwn ? { isOwn: true } : {}),
    ...(locked.isUnhashed ? { isUnhashed: true } : {}),
  };
}

const commitUrl =
  /^(?:git(?:\+\w+)?|ssh|https?):\/\/(?:[^@/]+@)?(?<host>[^/:]+)(?:[:/]|:\d+\/)(?<path>[^#?]+?)(?:\.git)?\/?#(?:.*[=])?(?<commit>[0-9a-f]{40})$/;
const archiveUrl =
  /^https:\/\/codeload\.(?<host>github\.com)\/(?<path>[^/]+\/[^/]+)\/tar\.gz\/(?<commit>[0-9a-f]{40})(?:[#?].*)?$/;

/** A repository at a commit: what npm writes as `git+ssh://…#commit`, and other tools as an archive of GitHub. */
function repositoryOf({ resolved, version }: LockedPackage): { name: string; commit: string } | null {
  for (const text of [resolved, version]) {
    if (!text || text.length > longestUrl || archiveHash.test(text)) continue;
    const { host, path, commit } = (commitUrl.exec(text) ?? archiveUrl.exec(text))?.groups ?? {};
    if (host && path && commit) return { name: `${host.toLowerCase()}/${path}`, commit };
  }
  return null;
}

const longestUrl = 2_000;
// A shrinkwrap that was made from a lockfile of Yarn has the SHA-1 of the archive behind its URL.
const archiveHash = /\.(?:tgz|tar\.gz)#/;

function hostOf(resolved: string | null): string | null {
  const match = /^https?:\/\/(?:[^/@]*@)?(?<host>[^/:]+(?::\d+)?)\//.exec(resolved ?? '');
  return match?.groups?.host?.toLowerCase() ?? null;
}

/** Of old lockfiles the version of what comes from elsewhere is its URL, and of an alias `npm:name@1.2.3`. */
function plainVersion(version: string | null): string | null {
  const bare = version?.replace(/^npm:.*@/, '') ?? null;
  return bare === null || /^(?:git|https?|file|github|ssh)[:+]/.test(bare) ? null : bare;
}
