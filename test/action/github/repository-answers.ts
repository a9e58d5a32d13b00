import { type Answer, type Asked, accountFields, type Handler, notFound, refusal } from './answer.ts';
import type { Grant, Hosted, PullRequest } from './hub.ts';
import { notAccessible } from './permissions.ts';

/** Repositories, pull requests and dependency snapshots. */
export const repositoryAnswers: Readonly<Record<string, Handler>> = {
  'repos/get': ({ hosted, api }) => ({ status: 200, known: repositoryFields(hosted, api) }),
  'pulls/get': (asked) => {
    const pull = asked.hosted.pulls.get(Number(asked.parameters.pull_number));
    return pull ? { status: 200, known: pullFields(pull, asked) } : notFound;
  },
  'dependency-graph/create-repository-snapshot': ({ hosted, body }) => {
    hosted.snapshots.push(body);
    const message = 'Dependency results for the repo have been successfully updated.';
    return { status: 201, known: { id: hosted.snapshots.length, result: 'SUCCESS', message } };
  },
};

/** Whose the token is. That of a workflow or an app is no user's. */
export function accountAnswer(grant: Grant | null): Answer {
  if (grant === null) return refusal(401, 'Requires authentication');
  return grant.is === 'user' ? { status: 200, known: accountFields(grant.account) } : notAccessible;
}

/** The fields of a repository that are known of it. */
export function repositoryFields({ repository, id, owner, isPrivate }: Hosted, api: string): object {
  const { name } = repository;
  return {
    id,
    name: name.slice(name.indexOf('/') + 1),
    full_name: name,
    owner: accountFields(owner),
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    default_branch: 'main',
    url: `${api}/repos/${name}`,
    html_url: `https://github.com/${name}`,
  };
}

function pullFields(
  { number, title, author, head, base, mergeSha }: PullRequest,
  { hosted, api }: Asked,
): object {
  return {
    number,
    title,
    state: 'open',
    user: accountFields(author),
    url: `${api}/repos/${hosted.repository.name}/pulls/${number}`,
    merge_commit_sha: mergeSha,
    head: { ref: head.branch, sha: head.sha, label: `${head.repository.name.split('/')[0]}:${head.branch}` },
    base: { ref: base.branch, sha: base.sha, label: `${hosted.owner.login}:${base.branch}` },
  };
}
