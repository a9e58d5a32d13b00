import { type Commit, commitAt, mergeBase } from '@fineprint/core';
import { type History, UsageError } from 'fineprint';
import type { RemoteCommits } from '../api/commits.ts';
import type { Event } from '../event.ts';

/** Where a base is looked for. */
export interface Scene {
  readonly history: History;
  /** What is checked out. */
  readonly head: Commit;
  /** The commit that the event is about, as the runner names it. */
  readonly eventSha: string;
  /** The commits of the API; a text says why it cannot be asked. */
  remote(): Promise<RemoteCommits | string>;
}

/** An event that is about a change. */
export type ChangeEvent = Event & { readonly is: 'pull-request' | 'merge-group' | 'push' };

/**
 * The commit that a change is compared with: the merge base of a pull request and its branch, what a merge group stands on,
 * what a branch was at before. A text says why it cannot be told. Throws a `UsageError` where the change is not checked out.
 */
export async function baseCommit(event: ChangeEvent, scene: Scene): Promise<Commit | string> {
  switch (event.is) {
    case 'pull-request':
      return baseOfPullRequest(event, scene);
    case 'merge-group':
      return commitWith(event.base, scene);
    case 'push':
      return event.before === null ? 'The branch is new.' : commitWith(event.before, scene);
  }
}

async function baseOfPullRequest(
  event: Event & { readonly is: 'pull-request' },
  scene: Scene,
): Promise<Commit | string> {
  const { head, eventSha, history, remote } = scene;
  // GitHub merges a pull request for its checks; the first parent is the branch, and so the merge base of the two.
  const [first, second, ...more] = head.parents;
  const isMerge = first !== undefined && second === event.head && more.length === 0;
  // Anybody can make a merge of their own; this one is GitHub's, or stands on what GitHub names.
  if (isMerge && ((!event.isTarget && head.id === eventSha) || first === event.base))
    return commitWith(first, scene);
  refuseBranch(event, scene);
  const local = commitAt(history.repository, event.base, event.base);
  if (local.is === 'commit') {
    const found = mergeBase(history.repository, local.commit, head);
    if (found.is === 'commit') return found.commit;
  }
  const commits = await remote();
  return typeof commits === 'string' ? commits : commits.mergeBase(event.base, head.id);
}

/** With `pull_request_target` the branch itself is checked out unless the workflow says otherwise: a check of that is none of the change. */
function refuseBranch({ base, head, isTarget }: Event & { readonly is: 'pull-request' }, scene: Scene): void {
  const checkedOut = scene.head.id;
  const isBranch = checkedOut === base || (isTarget && checkedOut === scene.eventSha);
  if (!isBranch || checkedOut === head) return;
  throw new UsageError(
    `What is checked out (${checkedOut.slice(0, 12)}) is the branch, and nothing of the pull request. Run the action on "pull_request"; or, if it has to be "pull_request_target", let actions/checkout take "ref: refs/pull/${'${{ github.event.number }}'}/merge", and run nothing of it.`,
  );
}

/** A commit of the clone, or of the API. */
async function commitWith(id: string, { history, remote }: Scene): Promise<Commit | string> {
  const local = commitAt(history.repository, id, id);
  if (local.is === 'commit') return local.commit;
  const commits = await remote();
  return typeof commits === 'string' ? commits : commits.commit(id);
}
