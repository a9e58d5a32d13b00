import {
  commitRoot,
  openBareGitDir,
  openRepository,
  type Root,
  readFileInside,
  resolveRevision,
} from '@fineprint/core';
import { type FetchedRepository, type GitUrl, readGitUrl } from '@fineprint/registries';
import { known } from './known-licenses.ts';
import { openOnline } from './online.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The files of one commit of a remote repository; they must be closed in the end. */
export interface RemoteCommit {
  readonly commit: string;
  readonly root: Root;
  close(): void;
}

/**
 * Fetches what a git URL leads to. Throws a `UsageError` where the URL is none, where the network may not be asked, or
 * where there is no such repository or ref.
 */
export async function openGitUrl(
  text: string,
  isOnline: boolean,
  env: Surroundings['env'],
): Promise<RemoteCommit> {
  const read = readGitUrl(text);
  if (typeof read === 'string') throw new UsageError(read);
  if (!isOnline)
    throw new UsageError(
      `What a git URL leads to has to be fetched: add --online, or clone ${read.url.host}${read.url.pathname} and scan the directory.`,
    );
  const online = openOnline(known, env, { keepsAnswers: false });
  try {
    const fetched = await online.fetchRepository(read);
    if (fetched.is === 'failed')
      throw new UsageError(`"${read.ref}" of ${read.url.href} cannot be fetched. ${fetched.because}`);
    return commitIn(fetched, read);
  } finally {
    online.close();
  }
}

function commitIn({ directory, remove }: FetchedRepository, { url, ref }: GitUrl): RemoteCommit {
  const repository = openRepository(openBareGitDir(directory, url.href));
  if (typeof repository === 'string') throw new UsageError(`${url.href} cannot be read. ${repository}`);
  const close = () => {
    repository.close();
    remove();
  };
  const found = resolveRevision(repository, 'FETCH_HEAD');
  const name =
    url.pathname
      .replace(/(?:\.git)?\/*$/, '')
      .split('/')
      .at(-1) ?? '';
  const root =
    found.is === 'commit' ? commitRoot(repository, found.commit, { path: '', name }) : found.because;
  if (found.is === 'commit' && typeof root !== 'string') return { commit: found.commit.id, root, close };
  close();
  throw new UsageError(`"${ref}" of ${url.href} cannot be read. ${root}`);
}

const maxBytes = 1_000_000;

/** Reads one file of what a git URL leads to, and says at which commit. Throws a `UsageError`. */
export async function fileOfGitUrl(
  text: string,
  path: string,
  isOnline: boolean,
  env: Surroundings['env'],
): Promise<{ readonly commit: string; readonly text: string }> {
  const { commit, root, close } = await openGitUrl(text, isOnline, env);
  try {
    const outcome = readFileInside(root, path, { maxBytes });
    if (outcome.is === 'bytes') return { commit, text: outcome.bytes.toString('utf8') };
    throw new UsageError(`"${path}" at commit ${commit} cannot be read: ${outcome.message}`);
  } finally {
    close();
  }
}
