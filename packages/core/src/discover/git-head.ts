import { remoteOf } from './git-config.ts';
import { type GitDir, readText } from './git-dir.ts';
import { readCommitTime } from './git-objects.ts';

/** What the repository is at: each `null` where git's data does not say. */
export interface GitHead {
  /** 40 or 64 hex digits. */
  readonly commit: string | null;
  /** URL of `origin`, without credentials. */
  readonly remote: string | null;
  /** When it was committed, ISO 8601 in UTC. */
  readonly time: string | null;
}

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const symbolic = /^ref: (?<ref>refs\/[^\0-\x20\x7f~^:?*[\\]+)$/;
const maxRefBytes = 8192;
const maxPackedRefsBytes = 64_000_000;
const maxSymbolic = 5;

/** Reads which commit is checked out, from which remote, and when it was made; no git process, nothing executed. */
export function readGitHead(git: GitDir): GitHead {
  const commit = resolveRef(git, 'HEAD');
  return {
    commit,
    remote: remoteOf(git.config),
    time: commit === null ? null : readCommitTime(git.common, commit),
  };
}

function resolveRef(git: GitDir, name: string): string | null {
  let ref = name;
  for (let step = 0; step < maxSymbolic; step += 1) {
    const text = (readText(git.own, ref, maxRefBytes) ?? readText(git.common, ref, maxRefBytes))?.trim();
    if (text === undefined) return packedRef(git, ref);
    if (objectId.test(text)) return text;
    const next = symbolic.exec(text)?.groups?.ref;
    if (next === undefined) return null;
    ref = next;
  }
  return null;
}

function packedRef({ common }: GitDir, ref: string): string | null {
  const text = readText(common, 'packed-refs', maxPackedRefsBytes);
  const end = text === undefined ? -1 : `\n${text}\n`.indexOf(` ${ref}\n`);
  if (text === undefined || end < 0) return null;
  const before = `\n${text}\n`.slice(0, end);
  const id = before.slice(before.lastIndexOf('\n') + 1);
  return objectId.test(id) ? id : null;
}
