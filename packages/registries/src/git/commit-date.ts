import { temporaryDirectory } from '../at-end.ts';
import { isEcho } from '../web/echo.ts';
import { environmentFor, type Remote } from './remote-file.ts';
import { explainGit, runGit, type Tether } from './run-git.ts';

/** When a commit was made (ISO 8601), by the clock of whoever made it; or why nobody knows. */
export type CommitDate = { readonly said: string } | { readonly because: string };

// One commit, without trees and files.
const defaultTether: Tether = { ms: 30_000, bytes: 64 * 1024 ** 2 };

/** Fetches a commit by its id, and nothing else, for its date. */
export async function fetchCommitDate(
  remote: Remote,
  commit: string,
  tether = defaultTether,
): Promise<CommitDate> {
  const { path: directory, remove } = temporaryDirectory('fineprint-git-');
  const env = environmentFor(remote, directory, 'asked for');
  const git = (...args: readonly string[]) => runGit(args, directory, env, tether);
  try {
    await git('init', '--quiet', '--bare', '--template=', '.');
    await git('fetch', '--quiet', '--depth=1', '--no-tags', '--filter=tree:0', 'origin', commit);
    return { said: (await git('log', '-1', '--format=%cI', commit)).toString('utf8').trim() };
  } catch (cause) {
    const because = explainGit(cause);
    const isTold = remote.authorization !== null && isEcho(remote.authorization, [because]);
    return { because: isTold ? 'It answered with the credentials that it was asked with.' : because };
  } finally {
    remove();
  }
}
