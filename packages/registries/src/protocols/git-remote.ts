import { type Remote, remoteDefect } from '../git/remote-file.ts';
import type { AskingMeans } from '../registry.ts';
import type { GetOptions, WebAnswer } from '../web/web.ts';
import { addressOf, type RemoteRepository } from './git-repository.ts';

/** What is asked of a repository by git itself, as the cache knows it. */
export interface GitQuestion {
  readonly url: URL;
  readonly ref: string;
  readonly about: string;
  readonly fresh: NonNullable<GetOptions['fresh']>;
}

/** Asks a repository by git, guarded and kept as what is asked over HTTP is. */
export async function askGit(
  { url, ref, about, fresh }: GitQuestion,
  { web, credentials, env, now }: AskingMeans,
  ask: (remote: Remote) => Promise<{ readonly said: string } | { readonly because: string }>,
): Promise<WebAnswer> {
  const what = `git ${url.href} ${about} ${ref}`;
  const failed = (because: string): WebAnswer => ({
    is: 'unanswered',
    url: what,
    because: `${url.host}: ${because}`,
  });
  const known = credentials.for('git', url.href);
  const identity = known ? { identity: known.identity } : {};
  return web.through(what, { fresh, ...identity }, async () => {
    const defect = remoteDefect(url, ref);
    if (defect !== null) return failed(defect);
    const checked = await web.addressOf(url);
    if (checked.is === 'refused') return failed(checked.because);
    const authorization = known?.authorization ?? null;
    const found = await ask({ url, ref, address: checked.address, authorization, env });
    if ('because' in found) return failed(found.because);
    const asked = now().toISOString();
    const body = Buffer.from(found.said);
    return { is: 'answer', url: what, status: 200, headers: new Map(), body, asked, staleSince: null };
  });
}

/** Where commits are fetched from: as the reference has it over SSH, else as the refs are asked for. */
export function fetchedFrom(remote: RemoteRepository, source: string, means: AskingMeans): URL {
  const plain = source.replace(/^(?:git\+|git::)/, '');
  const isOverSsh = plain.startsWith('ssh://') && URL.canParse(plain);
  const address = new URL(isOverSsh ? plain : addressOf(remote, means));
  address.search = '';
  address.hash = '';
  return address;
}
