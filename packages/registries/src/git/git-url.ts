import { temporaryDirectory } from '../at-end.ts';
import type { AskingMeans } from '../registry.ts';
import { isEcho } from '../web/echo.ts';
import { environmentFor, type Remote, remoteDefect } from './remote-file.ts';
import { explainGit, runGit, type Tether } from './run-git.ts';

/** A repository and the ref of it that is asked for. */
export interface GitUrl {
  /** `https:`, `http:` or `ssh:`; without credentials. */
  readonly url: URL;
  /** A commit, tag or branch; `HEAD` where nothing was said. */
  readonly ref: string;
}

/** A bare repository on disk that holds one commit (`FETCH_HEAD`) with all its files, until it is removed. */
export interface FetchedRepository {
  readonly is: 'fetched';
  readonly directory: string;
  remove(): void;
}

// Repositories of infrastructure code have a hundredth of it.
const tether: Tether = { ms: 300_000, bytes: 1024 ** 3 };
const form = /^git\+(?<scheme>https?|ssh):\/\/(?<rest>.+)$/is;

/** Reads `git+https://host/owner/repo@ref`; a text says why it is none that is fetched, and repeats no credential. */
export function readGitUrl(text: string): GitUrl | string {
  const { scheme, rest } = form.exec(text)?.groups ?? {};
  if (scheme === undefined || rest === undefined || !URL.canParse(`${scheme}://${rest}`))
    return 'A git URL is written git+https://HOST/OWNER/REPOSITORY@REF, or git+ssh://git@HOST/….';
  const url = new URL(`${scheme}://${rest}`);
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:'))
    return 'A git URL with credentials in it is not fetched, since command lines are kept and seen. Put them into ~/.netrc, or GITHUB_TOKEN or GITLAB_TOKEN.';
  if (url.search !== '' || url.hash !== '')
    return 'A git URL has neither "?" nor "#": its ref stands behind "@".';
  // Tags of packages (`@scope/name@1.0.0`) hold further ones.
  const cut = url.pathname.indexOf('@');
  const ref = decoded(cut < 0 ? 'HEAD' : url.pathname.slice(cut + 1));
  url.pathname = cut < 0 ? url.pathname : url.pathname.slice(0, cut);
  return remoteDefect(url, ref) ?? { url, ref };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (cause instanceof URIError) return text;
    throw cause;
  }
}

/**
 * Fetches the files of a ref, by the same guarded git that fetches license files: nothing is checked out, so no attribute,
 * hook or submodule of the repository has a say.
 */
export async function fetchGitUrl(
  { url, ref }: GitUrl,
  { web, credentials, env }: Pick<AskingMeans, 'web' | 'credentials' | 'env'>,
): Promise<FetchedRepository | { readonly is: 'failed'; readonly because: string }> {
  const failed = (because: string) => ({ is: 'failed', because: `${url.host}: ${because}` }) as const;
  const checked = await web.addressOf(url);
  if (checked.is === 'refused') return failed(checked.because);
  const known = credentials.for('git', url.href)?.authorization ?? null;
  const authorization = known === null ? null : asBasic(url.host, known);
  const remote: Remote = { url, ref, address: checked.address, authorization, env };
  const { path: directory, remove } = temporaryDirectory('fineprint-git-');
  const git = (...args: readonly string[]) =>
    runGit(args, directory, environmentFor(remote, directory, 'all'), tether);
  try {
    await git('init', '--quiet', '--bare', '--template=', '.');
    await git('fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', 'origin', ref);
    return { is: 'fetched', directory, remove };
  } catch (cause) {
    remove();
    const because = explainGit(cause);
    const isTold = authorization !== null && isEcho(authorization, [because]);
    return failed(isTold ? 'It answered with the credentials that it was asked with.' : because);
  }
}

/** The tokens of these services are passwords to git, under a name that says what they are. */
const tokenUsers: ReadonlyMap<string, string> = new Map([
  ['github.com', 'x-access-token'],
  ['gitlab.com', 'oauth2'],
]);

function asBasic(host: string, authorization: string): string {
  const user = tokenUsers.get(host);
  const token = /^bearer (?<token>\S+)$/i.exec(authorization)?.groups?.token;
  if (user === undefined || token === undefined) return authorization;
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}
