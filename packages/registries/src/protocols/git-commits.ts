import { compareText, type ResolvedOccurrence, type Upstream } from '@fineprint/core';
import { type CommitSearch, searchCommit } from '../git/commit-search.ts';
import { remoteDefect } from '../git/remote-file.ts';
import type { AskingMeans, Registry } from '../registry.ts';
import type { WebAnswer } from '../web/web.ts';
import { gitKinds } from './git-files.ts';
import { type RemoteRepository, refsOf, remoteRepository } from './git-refs.ts';

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
    const tags = tips.filter((tip) => tip.commit === commit).flatMap(({ tag }) => tag ?? []);
    const claimedCommit = claimed === undefined ? undefined : tagged(tips, claimed);
    const known: Upstream = {
      tags: tags.sort(compareText).slice(0, mostTags),
      ...(claimedCommit === undefined ? {} : { claimedCommit }),
    };
    if (tips.some((tip) => tip.commit === commit))
      return { is: 'verified', upstream: { ...known, isReachable: true } };
    const search: CommitSearch = maySearch(`${remote.url}@${commit}`)
      ? await searched(remote, commit, occurrence, means)
      : { is: 'failed', because: `${remote.host}: No more histories are searched in one scan.` };
    if (search.is === 'failed') return { is: 'verified', upstream: known, because: search.because };
    return { is: 'verified', upstream: { ...known, isReachable: search.is === 'reachable' } };
  },
} as const satisfies Registry;

const mostTags = 10;

/** Where a branch or tag ends; of an annotated tag what it points to. */
interface Tip {
  readonly tag: string | null;
  readonly commit: string;
}

// No name of a real tag is longer, or holds what a terminal would act on.
const branchOrTag = /^refs\/(?<sort>heads|tags)\/(?<name>[^^\s\p{C}]{1,250})$/u;

/** What GitHub lists besides (`refs/pull`) is anybody's. */
function tipsOf(refs: ReadonlyMap<string, string>): readonly Tip[] {
  return [...refs].flatMap(([ref, target]): readonly Tip[] => {
    const { sort, name } = branchOrTag.exec(ref)?.groups ?? {};
    if (name === undefined) return [];
    return [{ tag: sort === 'tags' ? name : null, commit: refs.get(`${ref}^{}`) ?? target }];
  });
}

/** A comment says `4.2.2` of the tag `v4.2.2`, too. */
function tagged(tips: readonly Tip[], claimed: string): string | undefined {
  const bare = claimed.replace(/^v/, '');
  const names = [claimed, `v${bare}`, bare];
  return names
    .map((name) => tips.find(({ tag }) => tag === name)?.commit)
    .find((commit) => commit !== undefined);
}

async function searched(
  remote: RemoteRepository,
  commit: string,
  { source = '' }: ResolvedOccurrence,
  { web, credentials, env, now }: AskingMeans,
): Promise<CommitSearch> {
  const plain = source.replace(/^(?:git\+|git::)/, '');
  const url = new URL(plain.startsWith('ssh://') && URL.canParse(plain) ? plain : `${remote.url}.git`);
  url.search = '';
  url.hash = '';
  const what = `git ${url.href} search ${commit}`;
  const failed = (because: string): WebAnswer => ({
    is: 'unanswered',
    url: what,
    because: `${url.host}: ${because}`,
  });
  const known = credentials.for('git', url.href);
  const identity = known ? { identity: known.identity } : {};
  const answer = await web.through(what, { fresh: 'day', ...identity }, async () => {
    const defect = remoteDefect(url, commit);
    if (defect !== null) return failed(defect);
    const checked = await web.addressOf(url);
    if (checked.is === 'refused') return failed(checked.because);
    const reached = {
      url,
      ref: commit,
      address: checked.address,
      authorization: known?.authorization ?? null,
      env,
    };
    const found = await searchCommit(reached, commit);
    if (found.is === 'failed') return failed(found.because);
    const asked = now().toISOString();
    const body = Buffer.from(found.is);
    return { is: 'answer', url: what, status: 200, headers: new Map(), body, asked, staleSince: null };
  });
  if (answer.is !== 'answer')
    return {
      is: 'failed',
      because: answer.is === 'unanswered' ? answer.because : `${url.host}: It gives no answer.`,
    };
  return { is: answer.body.toString('latin1') === 'reachable' ? 'reachable' : 'unreachable' };
}
