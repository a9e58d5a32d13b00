import { payloadSchema } from './github/description.ts';
import type { Hosted, PullRequest } from './github/hub.ts';
import { repositoryFields } from './github/repository-answers.ts';
import { sample } from './github/sample.ts';
import type { Event } from './runner/job.ts';

const none = '0'.repeat(40);
const api = 'https://api.github.com';

/** A push to a branch; `before` is what the branch was, which for a new branch is nothing. */
export function pushEvent(
  { repository, ...hosted }: Hosted,
  {
    branch = 'main',
    before = none,
    forced = false,
  }: { branch?: string; before?: string; forced?: boolean } = {},
): Event {
  const ref = `refs/heads/${branch}`;
  const after = repository.git('rev-parse', ref);
  const payload = sample(payloadSchema('push'), {
    ref,
    before,
    after,
    created: before === none,
    forced,
    compare: `https://github.com/${repository.name}/compare/${before}...${after}`,
    head_commit: {
      id: after,
      tree_id: repository.git('rev-parse', `${after}^{tree}`),
      message: repository.git('show', '--no-patch', '--format=%B', after),
    },
    repository: webhookRepository({ repository, ...hosted }),
  });
  return { name: 'push', payload, ref, sha: after, actor: 'maintainer' };
}

/** A push of a tag. */
export function tagEvent({ repository, ...hosted }: Hosted, tag: string): Event {
  const ref = `refs/tags/${tag}`;
  const sha = repository.git('rev-parse', `${ref}^{commit}`);
  const fields = {
    ref,
    before: none,
    after: sha,
    created: true,
    base_ref: 'refs/heads/main',
    repository: webhookRepository({ repository, ...hosted }),
  };
  return { name: 'push', payload: sample(payloadSchema('push'), fields), ref, sha, actor: 'maintainer' };
}

/** A release of a tag was published. */
export function releaseEvent({ repository, ...hosted }: Hosted, tag: string): Event {
  const ref = `refs/tags/${tag}`;
  const fields = {
    action: 'published',
    release: { tag_name: tag, target_commitish: 'main' },
    repository: webhookRepository({ repository, ...hosted }),
  };
  const sha = repository.git('rev-parse', `${ref}^{commit}`);
  return {
    name: 'release',
    payload: sample(payloadSchema('release-published'), fields),
    ref,
    sha,
    actor: 'maintainer',
  };
}

/**
 * A pull request was opened or got commits. For `pull_request` the commit is the merge, for `pull_request_target` the
 * tip of the base.
 */
export function pullRequestEvent(
  hosted: Hosted,
  pull: PullRequest,
  { name = 'pull_request', before }: { name?: 'pull_request' | 'pull_request_target'; before?: string } = {},
): Event {
  const { number, title, author, head, base } = pull;
  const from = {
    ...hosted,
    repository: head.repository,
    id: hosted.id + (head.repository === hosted.repository ? 0 : 1),
  };
  const side = (ref: string, sha: string, of: Hosted) => ({
    ref,
    sha,
    label: `${of.repository.name.split('/')[0]}:${ref}`,
    repo: { ...webhookRepository(of), fork: of !== hosted && head.repository !== hosted.repository },
  });
  const fields = {
    action: before === undefined ? 'opened' : 'synchronize',
    number,
    ...(before !== undefined && { before, after: head.sha }),
    pull_request: {
      number,
      title,
      body: title,
      user: { login: author.login, id: author.id, type: author.type },
      head: side(head.branch, head.sha, from),
      base: side(base.branch, base.sha, hosted),
      url: `${api}/repos/${hosted.repository.name}/pulls/${number}`,
    },
    repository: webhookRepository(hosted),
  };
  const payload = sample(
    payloadSchema(before === undefined ? 'pull-request-opened' : 'pull-request-synchronize'),
    fields,
  );
  const refs = { headRef: head.branch, baseRef: base.branch, actor: author.login };
  if (name === 'pull_request')
    return { name, payload, ref: `refs/pull/${number}/merge`, sha: pull.mergeSha, ...refs };
  return { name, payload, ref: `refs/heads/${base.branch}`, sha: base.sha, ...refs };
}

/** The merge queue wants a group checked: the merge of a pull request, on a branch of the queue's own. */
export function mergeGroupEvent(hosted: Hosted, { number, base, mergeSha }: PullRequest): Event {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${base.sha}`;
  hosted.repository.git('update-ref', ref, mergeSha);
  const fields = {
    action: 'checks_requested',
    merge_group: {
      head_sha: mergeSha,
      head_ref: ref,
      base_sha: base.sha,
      base_ref: 'refs/heads/main',
      head_commit: { id: mergeSha },
    },
    repository: webhookRepository(hosted),
  };
  const payload = sample(payloadSchema('merge-group-checks-requested'), fields);
  return { name: 'merge_group', payload, ref, sha: mergeSha, actor: 'github-merge-queue[bot]' };
}

/** The clock started the workflow, on the default branch. GitHub describes no payload for it. */
export function scheduleEvent(hosted: Hosted): Event {
  const sha = hosted.repository.git('rev-parse', 'refs/heads/main');
  const payload = { schedule: '17 3 * * 1', repository: webhookRepository(hosted) };
  return { name: 'schedule', payload, ref: 'refs/heads/main', sha, actor: 'maintainer' };
}

/** Somebody started the workflow by hand. */
export function dispatchEvent(hosted: Hosted, branch = 'main'): Event {
  const ref = `refs/heads/${branch}`;
  const fields = {
    ref,
    inputs: null,
    workflow: '.github/workflows/licences.yml',
    repository: webhookRepository(hosted),
  };
  const sha = hosted.repository.git('rev-parse', ref);
  return {
    name: 'workflow_dispatch',
    payload: sample(payloadSchema('workflow-dispatch'), fields),
    ref,
    sha,
    actor: 'maintainer',
  };
}

function webhookRepository(hosted: Hosted): object {
  return repositoryFields(hosted, api);
}
