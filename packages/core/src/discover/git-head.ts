import { readCommit, timeOf } from './git/commit.ts';
import { openObjectStore } from './git/object-store.ts';
import { readRef } from './git/refs.ts';
import { remoteOf } from './git-config.ts';
import type { GitDir } from './git-dir.ts';

/** What the repository is at: each `null` where git's data does not say. */
export interface GitHead {
  /** 40 or 64 hex digits. */
  readonly commit: string | null;
  /** URL of `origin`, without credentials. */
  readonly remote: string | null;
  /** When it was committed, ISO 8601 in UTC. */
  readonly time: string | null;
}

/** Reads which commit is checked out, from which remote, and when it was made; no git process, nothing executed. */
export function readGitHead(git: GitDir): GitHead {
  const commit = readRef(git, 'HEAD');
  return {
    commit,
    remote: remoteOf(git.config),
    time: commit === null ? null : readCommitTime(git, commit),
  };
}

/** `null` if the commit is not in this repository's own objects (a partial clone, alternates). */
function readCommitTime(git: GitDir, commit: string): string | null {
  const objects = openObjectStore(git);
  const read = objects && readCommit(objects, commit);
  objects?.close();
  return read?.is === 'commit' ? timeOf(read.commit) : null;
}
