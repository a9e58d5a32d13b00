import { createHash } from 'node:crypto';
import {
  archiveHash,
  commitRoot,
  directoryHash,
  type HashAnswer,
  type Hashed,
  openBareGitDir,
  openRepository,
  type ResolvedOccurrence,
  resolveRevision,
} from '@fineprint/core';
import { askedOrDefect } from './defect.ts';
import { fetchGitUrl, type GitUrl } from './git/git-url.ts';
import { remoteDefect } from './git/remote-file.ts';
import { youthOf } from './newest.ts';
import { type AskingMeans, type Registry, withoutAnswer } from './registry.ts';
import type { Web, WebAnswer } from './web/web.ts';

/** Hashes what components hold, as it is served now: a tree, or the file behind the source. */
export function contentHashes(registries: readonly Registry[], means: AskingMeans) {
  const fetched = new Set<string>();
  const mayFetch = (what: string) => {
    if (fetched.size < mostRepositories) fetched.add(what);
    return fetched.has(what);
  };
  return (occurrence: ResolvedOccurrence, as: 'tree' | 'file'): Promise<HashAnswer> =>
    as === 'file'
      ? fileHash(registries, occurrence, means)
      : treeHash(registries, occurrence, { ...means, mayFetch });
}

// Each is a process and a directory on disk; forges that serve archives need neither.
const mostRepositories = 100;

interface TreeMeans extends AskingMeans {
  /** Tells whether a repository may be fetched: these are counted. */
  mayFetch(what: string): boolean;
}

// What is not too large for a scan to hold: programs that are downloaded have some tens of megabytes.
const mostBytesOfFile = 64 * 1024 ** 2;

/** What a registry has as the file; else what its own URL leads to. */
async function fileHash(
  registries: readonly Registry[],
  occurrence: ResolvedOccurrence,
  means: AskingMeans,
): Promise<HashAnswer> {
  const asking = { ...means, web: wary(means.web) };
  for (const { title, kinds, file } of registries) {
    if (!file || !kinds.includes(occurrence.kind)) continue;
    const found = await askedOrDefect(title, () => file(occurrence, asking));
    if (found === null) continue;
    return found.is === 'file' ? hashOf(found.bytes) : { is: 'unanswered', because: found.because };
  }
  const { source = '', name } = occurrence;
  // A server dates what it sends as it likes: a copy of today may be as old as the oldest release.
  const { publishedBefore } = means;
  const because = publishedBefore && youthOf(name, null, publishedBefore, hostOf(source));
  if (because) return { is: 'unanswered', because };
  const known = means.credentials.for('web', source);
  const answer = await asking.web.get(source, { ...known, fresh: 'day', maxBytes: mostBytesOfFile });
  return answer.is === 'answer'
    ? hashOf(answer.body)
    : { is: 'unanswered', because: withoutAnswer(answer).because };
}

function hostOf(source: string): string {
  return URL.canParse(source) ? new URL(source).host : source;
}

function hashOf(bytes: Buffer): HashAnswer {
  return { is: 'hash', hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

/** The archive of the first registry that has one; else the files of the repository, by git. */
async function treeHash(
  registries: readonly Registry[],
  occurrence: ResolvedOccurrence,
  means: TreeMeans,
): Promise<HashAnswer> {
  const asking = { ...means, web: wary(means.web) };
  for (const { title, kinds, archive } of registries) {
    if (!archive || !kinds.includes(occurrence.kind)) continue;
    const found = await askedOrDefect(title, () => archive(occurrence, asking));
    if (found === null) continue;
    if (found.is !== 'archive') return { is: 'unanswered', because: found.because };
    return answered(archiveHash(found.bytes, found.within ?? '*', occurrence.subpath ?? null));
  }
  const repository = repositoryOf(occurrence);
  return repository === null ? { is: 'nothing' } : repositoryHash(repository, occurrence, means);
}

/**
 * What by its name never changes is asked for again, since whether it has changed is the question; and what was kept is no
 * answer to that where nobody answers any more.
 */
function wary(web: Web): Web {
  return {
    ...web,
    get: async (url, options) =>
      unlessStale(await web.get(url, options?.fresh === 'forever' ? { ...options, fresh: 'day' } : options)),
  };
}

function unlessStale(answer: WebAnswer): WebAnswer {
  if (answer.is !== 'answer' || answer.staleSince === null) return answer;
  const because = `${answer.url} is not answered any more; what it was at ${answer.staleSince} says nothing of today.`;
  return { is: 'unanswered', url: answer.url, because };
}

function answered(hashed: Hashed): HashAnswer {
  return hashed.is === 'hash' ? hashed : { is: 'unanswered', because: hashed.because };
}

function repositoryOf({ source = '', requested, commit }: ResolvedOccurrence): GitUrl | null {
  const plain = source.replace(/^(?:git\+|git::)/, '');
  if (!/^(?:https?|ssh):\/\//.test(plain) || !URL.canParse(plain)) return null;
  const url = new URL(plain);
  url.hash = '';
  url.search = '';
  return { url, ref: requested ?? commit ?? 'HEAD' };
}

/** Git fetches a commit with its files into a directory of its own, and no attribute of the repository has a say. */
async function repositoryHash(
  remote: GitUrl,
  { subpath }: ResolvedOccurrence,
  means: TreeMeans,
): Promise<HashAnswer> {
  const { web, credentials, now } = means;
  const { url, ref } = remote;
  if (!means.mayFetch(`${url.href} ${ref}`))
    return { is: 'unanswered', because: `${url.host}: No more repositories are fetched in one scan.` };
  const what = `git ${url.href} content ${ref} ${subpath ?? '.'}`;
  const failed = (because: string): WebAnswer => ({ is: 'unanswered', url: what, because });
  const known = credentials.for('git', url.href);
  const answer = await web.through(
    what,
    { fresh: 'day', ...(known ? { identity: known.identity } : {}) },
    async () => {
      const defect = remoteDefect(url, ref);
      if (defect !== null) return failed(`${url.host}: ${defect}`);
      const fetched = await fetchGitUrl(remote, means);
      if (fetched.is === 'failed') return failed(fetched.because);
      try {
        const hashed = commitHash(fetched.directory, url, subpath ?? null);
        if (hashed.is === 'unhashed') return failed(`${url.href}: ${hashed.because}`);
        const asked = now().toISOString();
        const body = Buffer.from(hashed.hash);
        return { is: 'answer', url: what, status: 200, headers: new Map(), body, asked, staleSince: null };
      } finally {
        fetched.remove();
      }
    },
  );
  const today = unlessStale(answer);
  if (today.is !== 'answer') return { is: 'unanswered', because: withoutAnswer(today).because };
  return { is: 'hash', hash: today.body.toString('latin1') };
}

function commitHash(directory: string, url: URL, subpath: string | null): Hashed {
  const unhashed = (because: string): Hashed => ({ is: 'unhashed', because });
  const repository = openRepository(openBareGitDir(directory, url.href));
  if (typeof repository === 'string') return unhashed(repository);
  try {
    const found = resolveRevision(repository, 'FETCH_HEAD');
    if (found.is !== 'commit') return unhashed(found.because);
    const root = commitRoot(repository, found.commit, { path: '', name: url.host });
    return typeof root === 'string' ? unhashed(root) : directoryHash(root, '', subpath);
  } finally {
    repository.close();
  }
}
