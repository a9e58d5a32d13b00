import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Repository, runGit } from './repository.ts';
import type { Event } from './runner/job.ts';

/** How `actions/checkout` is told to fetch. */
export interface CheckoutOptions {
  /** Commits of history; 0 is all of it, with all branches and tags. 1 if not given. */
  readonly depth?: number;
  /** `ref` of the action: another commit, branch or tag than that of the event. */
  readonly ref?: string;
  /** A credential that stays in the configuration of the repository; none with `persist-credentials: false`. */
  readonly credential?: string;
}

/**
 * Makes a workspace as `actions/checkout` does (its `ref-helper.ts` and `git-source-provider.ts`), without network:
 * the commit of the event alone, with no branch of it but the one that was pushed.
 */
export function checkOut(
  repository: Repository,
  event: Pick<Event, 'ref' | 'sha'>,
  workspace: string,
  { depth = 1, ref, credential }: CheckoutOptions = {},
): void {
  const git = (...args: readonly string[]) => runGit(workspace, args);
  const full = ref === undefined ? event.ref : '';
  const commit = ref ?? event.sha;
  mkdirSync(workspace, { recursive: true });
  git('init', '--quiet', '--template=');
  configure(
    workspace,
    `[remote "origin"]\n\turl = https://github.com/${repository.name}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`,
  );
  if (credential !== undefined) persist(workspace, credential);

  const refspecs = depth === 0 ? allHistory(full, commit) : [oneCommit(full, commit)];
  const shallow = depth === 0 ? [] : [`--depth=${depth}`];
  // From a file URL git makes a pack as a server does; a plain path would ignore the depth.
  git('fetch', '--quiet', '--no-tags', '--prune', ...shallow, `file://${repository.directory}`, ...refspecs);
  git('checkout', '--quiet', '--force', ...target(full, commit));
}

function oneCommit(ref: string, commit: string): string {
  if (ref.startsWith('refs/heads/'))
    return `+${commit}:refs/remotes/origin/${ref.slice('refs/heads/'.length)}`;
  if (ref.startsWith('refs/pull/')) return `+${commit}:refs/remotes/${ref.slice('refs/'.length)}`;
  return ref.startsWith('refs/tags/') ? `+${ref}:${ref}` : commit;
}

function allHistory(ref: string, commit: string): readonly string[] {
  const all = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  return ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/')
    ? all
    : [...all, oneCommit(ref, commit)];
}

function target(ref: string, commit: string): readonly string[] {
  if (ref.startsWith('refs/heads/')) {
    const branch = ref.slice('refs/heads/'.length);
    return ['-B', branch, `refs/remotes/origin/${branch}`];
  }
  if (ref.startsWith('refs/pull/')) return [`refs/remotes/${ref.slice('refs/'.length)}`];
  return [ref || commit];
}

function persist(workspace: string, credential: string): void {
  const basic = Buffer.from(`x-access-token:${credential}`).toString('base64');
  configure(workspace, `[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic ${basic}\n`);
}

/** What `git remote add` and `git config` would write, each as a process of its own. */
function configure(workspace: string, text: string): void {
  appendFileSync(join(workspace, '.git/config'), text);
}
