import { compareText, onceForEach, type ResolvedOccurrence } from '@fineprint/core';
import { youthOf } from '../newest.ts';
import { type AskingMeans, type Registry, withoutAnswer } from '../registry.ts';
import { commitDate } from './git-dates.ts';
import { gitKinds } from './git-files.ts';
import { addressOf, type RemoteRepository, remoteRepository } from './git-repository.ts';

/**
 * The refs of a git repository, as its server advertises them over HTTP
 * (https://git-scm.com/docs/http-protocol#_smart_server_response): no program is run, and nothing is fetched.
 */
export const gitRefs = {
  id: 'git-refs',
  title: 'Refs of git repositories',
  kinds: gitKinds,
  async resolve(occurrence, means) {
    if (occurrence.request.is === 'version') return null;
    const remote = remoteRepository(occurrence);
    if (!remote) return null;
    if (ofRelease.test(occurrence.source ?? ''))
      return {
        is: 'unanswered',
        because: `${remote.host} serves files of releases by the name of the tag, and by no commit: a checksum would pin them.`,
      };
    const { url, ref } = remote;
    const refs = await refsOf(remote, means);
    if (refs.is === 'unanswered') return refs;
    const found = namesOf(occurrence, ref ?? 'HEAD').flatMap((name) => refAt(refs.refs, name) ?? [])[0];
    if (!found) return { is: 'unanswered', because: `${url} has neither a tag nor a branch "${ref}".` };
    const { commit, isTag } = found;
    const because = await youthOfCommit(remote, commit, occurrence, means);
    if (because !== null) return { is: 'unanswered', because };
    const names = isTag ? { names: tagsAt(refs.refs).get(commit) ?? [] } : {};
    return { is: 'answer', version: null, digest: null, commit, ...names };
  },
} as const satisfies Registry;

/** Every ref of a repository, or why nobody knows them. */
export async function refsOf(
  remote: RemoteRepository,
  means: AskingMeans,
): Promise<
  | { readonly is: 'refs'; readonly refs: ReadonlyMap<string, string> }
  | { readonly is: 'unanswered'; readonly because: string }
> {
  const address = `${addressOf(remote, means)}/info/refs?service=git-upload-pack`;
  const known = means.credentials.for('git', address);
  const answer = await means.web.get(address, { maxBytes: 64 * 1024 ** 2, ...known });
  if (answer.is !== 'answer') return { is: 'unanswered', because: withoutAnswer(answer).because };
  return { is: 'refs', refs: refsIn(answer.body) };
}

// A repository is asked about many commits, and answers once.
const refsIn = onceForEach(advertisedRefs);

const ofRelease = /^https:\/\/github\.com\/[^/]+\/[^/]+\/releases\//;

/** A comment says `4.2.2` of the tag `v4.2.2`, too. */
function namesOf({ claimed }: ResolvedOccurrence, ref: string): readonly string[] {
  const bare = ref.replace(/^v/, '');
  return claimed === ref ? [ref, `v${bare}`, bare] : [ref];
}

/** By git's own order (https://git-scm.com/docs/gitrevisions): a tag stands above a branch, and a tag is what it points to. */
function refAt(
  refs: ReadonlyMap<string, string>,
  ref: string,
): { readonly commit: string; readonly isTag: boolean } | undefined {
  const names = [ref, `refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`];
  for (const name of names) {
    const commit = refs.get(`${name}^{}`) ?? refs.get(name);
    if (commit !== undefined) return { commit, isTag: name.startsWith('refs/tags/') };
  }
  return undefined;
}

// No name of a real tag is longer, or holds what a terminal would act on.
const tag = /^refs\/tags\/(?<name>[^^\s\p{C}]{1,250})$/u;

/** The tags at each commit, sorted; what an annotated tag points to is where it is. */
export const tagsAt = onceForEach(
  (refs: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>();
    for (const [ref, target] of refs) {
      const name = tag.exec(ref)?.groups?.name;
      if (name === undefined) continue;
      const commit = refs.get(`${ref}^{}`) ?? target;
      const known = found.get(commit);
      if (known) known.push(name);
      else found.set(commit, [name]);
    }
    for (const names of found.values()) names.sort(compareText);
    return found;
  },
);

/** Why a commit is not chosen for its age, or `null`. */
async function youthOfCommit(
  remote: RemoteRepository,
  commit: string,
  { source = '', requested }: Pick<ResolvedOccurrence, 'source' | 'requested'>,
  means: AskingMeans,
): Promise<string | null> {
  if (means.publishedBefore === null) return null;
  const date = await commitDate(remote, commit, source, means);
  if ('because' in date) return date.because;
  const what = `the commit that ${requested === null ? 'the default branch' : `"${requested}"`} leads to`;
  return youthOf(what, date.said, means.publishedBefore, remote.url);
}

/** The refs of an advertisement, by name: lines behind their length in four hexadecimal digits. */
export function advertisedRefs(body: Buffer): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (let at = 0; at + 4 <= body.length; ) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (Number.isNaN(length)) break;
    const line = body.toString('utf8', at + 4, at + Math.max(length, 4));
    const { commit, name } =
      /^(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?) (?<name>[^\0\n]+)/.exec(line)?.groups ?? {};
    if (commit !== undefined && name !== undefined) refs.set(name, commit);
    at += Math.max(length, 4);
  }
  return refs;
}
