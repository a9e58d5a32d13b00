import { compareText, onceForEach, type ResolvedOccurrence, type Upstream } from '@fineprint/core';
import { type CommitSearch, searchCommit } from '../git/commit-search.ts';
import type { AskingMeans, Registry } from '../registry.ts';
import { gitKinds } from './git-files.ts';
import { refsOf } from './git-refs.ts';
import { askGit, fetchedFrom } from './git-remote.ts';
import { type RemoteRepository, remoteRepository } from './git-repository.ts';

/**
 * The commits of a git repository: which tags are at one, and whether any branch or tag leads to it. Most commits that
 * are written down are those of a release, which the list of refs tells; for others the history is searched.
 */
export const gitCommits = {
  id: 'git-commits',
  title: 'Commits of git repositories',
  kinds: gitKinds,
  async verify(occurrence, means, maySearch) {
    const { commit, claimed } = occurrence;
    const remote = remoteRepository(occurrence);
    if (commit === null || !remote) return null;
    const answer = await refsOf(remote, means);
    if (answer.is === 'unanswered') return answer;
    const tips = tipsOf(answer.refs);
    const tags = tips.tagsAt.get(commit);
    const claimedCommit = claimed === undefined ? undefined : tagged(tips, claimed);
    const known: Upstream = {
      tags: (tags ?? []).toSorted(compareText).slice(0, mostTags),
      ...(claimedCommit === undefined ? {} : { claimedCommit }),
    };
    if (tags) return { is: 'verified', upstream: { ...known, isReachable: true } };
    const search: CommitSearch = maySearch(`${remote.url}@${commit}`)
      ? await searched(remote, commit, occurrence, means)
      : { is: 'failed', because: `${remote.host}: No more histories are searched in one scan.` };
    if (search.is === 'failed') return { is: 'verified', upstream: known, because: search.because };
    return { is: 'verified', upstream: { ...known, isReachable: search.is === 'reachable' } };
  },
} as const satisfies Registry;

const mostTags = 10;

/** Where branches and tags end; of an annotated tag what it points to. */
interface Tips {
  /** The tags at each commit at which a branch or tag ends. */
  readonly tagsAt: ReadonlyMap<string, readonly string[]>;
  readonly commitOf: ReadonlyMap<string, string>;
}

// No name of a real tag is longer, or holds what a terminal would act on.
const branchOrTag = /^refs\/(?<sort>heads|tags)\/(?<name>[^^\s\p{C}]{1,250})$/u;

/** What GitHub lists besides (`refs/pull`) is anybody's. */
const tipsOf = onceForEach((refs: ReadonlyMap<string, string>): Tips => {
  const tagsAt = new Map<string, string[]>();
  const commitOf = new Map<string, string>();
  for (const [ref, target] of refs) {
    const { sort, name } = branchOrTag.exec(ref)?.groups ?? {};
    if (name === undefined) continue;
    const commit = refs.get(`${ref}^{}`) ?? target;
    const tags = tagsAt.get(commit) ?? [];
    tagsAt.set(commit, tags);
    if (sort !== 'tags') continue;
    tags.push(name);
    commitOf.set(name, commit);
  }
  return { tagsAt, commitOf };
});

/** A comment says `4.2.2` of the tag `v4.2.2`, too. */
function tagged({ commitOf }: Tips, claimed: string): string | undefined {
  const bare = claimed.replace(/^v/, '');
  return [claimed, `v${bare}`, bare].map((name) => commitOf.get(name)).find((commit) => commit !== undefined);
}

async function searched(
  remote: RemoteRepository,
  commit: string,
  { source = '' }: ResolvedOccurrence,
  means: AskingMeans,
): Promise<CommitSearch> {
  const question = {
    url: fetchedFrom(remote, source, means),
    ref: commit,
    about: 'search',
    fresh: 'day',
  } as const;
  const answer = await askGit(question, means, async (reached) => {
    const found = await searchCommit(reached, commit);
    return found.is === 'failed' ? found : { said: found.is };
  });
  if (answer.is !== 'answer')
    return {
      is: 'failed',
      because: answer.is === 'unanswered' ? answer.because : `${remote.host}: It gives no answer.`,
    };
  return { is: answer.body.toString('latin1') === 'reachable' ? 'reachable' : 'unreachable' };
}
