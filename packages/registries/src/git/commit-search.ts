import { join } from 'node:path';
import { temporaryDirectory } from '../at-end.ts';
import { isEcho } from '../web/echo.ts';
import { environmentFor, type Remote } from './remote-file.ts';
import { explainGit, runGit, type Tether } from './run-git.ts';

/** Whether a branch or tag leads to a commit, or why nobody knows. */
export type CommitSearch =
  | { readonly is: 'reachable' | 'unreachable' }
  | { readonly is: 'failed'; readonly because: string };

// Commits alone are some hundred bytes each: a quarter of a million of them.
const defaultTether: Tether = { ms: 60_000, bytes: 64 * 1024 ** 2 };

const everyRef = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
const commitsOnly = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--filter=tree:0'];

/**
 * Finds out whether a branch or tag of a remote repository leads to a commit. A server gives any commit that it holds,
 * on GitHub those of every fork too, so that getting one proves nothing: the commits that branches and tags lead to are
 * fetched, without trees and files. What is younger than the commit is enough where it leads there; only what is not found
 * so asks for all of them.
 */
export async function searchCommit(
  remote: Remote,
  commit: string,
  tether = defaultTether,
): Promise<CommitSearch> {
  const { path: directory, remove } = temporaryDirectory('fineprint-git-');
  const [young, whole] = [join(directory, 'young'), join(directory, 'whole')];
  const env = environmentFor(remote, directory, 'asked for');
  const git = (at: string, ...args: readonly string[]) => runGit(args, at, env, tether);
  // Nothing is fetched by the way: what is not there is not led to.
  const has = (at: string) =>
    runGit(['cat-file', '-e', `${commit}^{commit}`], at, { ...env, GIT_ALLOW_PROTOCOL: 'none' }, tether);
  try {
    await git(directory, 'init', '--quiet', '--bare', '--template=', young);
    if (await isFoundAmongYoung(commit, (...args) => git(young, ...args))) return { is: 'reachable' };
    await git(directory, 'init', '--quiet', '--bare', '--template=', whole);
    await git(whole, ...commitsOnly, 'origin', ...everyRef);
    return { is: (await isThere(has(whole))) ? 'reachable' : 'unreachable' };
  } catch (cause) {
    const because = explainGit(cause);
    const isTold = remote.authorization !== null && isEcho(remote.authorization, [because]);
    return {
      is: 'failed',
      because: isTold ? 'It answered with the credentials that it was asked with.' : because,
    };
  } finally {
    remove();
  }
}

/** A commit that is not found here may be there all the same: dates are what somebody's clock said. */
async function isFoundAmongYoung(
  commit: string,
  git: (...args: readonly string[]) => Promise<Buffer>,
): Promise<boolean> {
  try {
    await git(...commitsOnly, '--depth=1', 'origin', commit);
    const date = Number((await git('log', '-1', '--format=%ct', commit)).toString('utf8'));
    await git(...commitsOnly, `--shallow-since=${date}`, 'origin', ...everyRef);
    return (await git('for-each-ref', '--count=1', '--contains', commit)).length > 0;
  } catch (cause) {
    // Not every server gives a commit by its id, and none of what is younger where nothing is.
    if (isRefusal(cause)) return false;
    throw cause;
  }
}

async function isThere(asked: Promise<Buffer>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (cause) {
    if (isRefusal(cause)) return false;
    throw cause;
  }
}

/** Whether git answered with no, and was not stopped. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && 'stopped' in cause && cause.stopped === undefined && !('code' in cause);
}
