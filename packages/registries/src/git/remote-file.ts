import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEcho } from '../web/echo.ts';
import { explainGit, runGit, type Tether } from './run-git.ts';

/** A remote repository, the ref that is asked for, and how it may be reached. */
export interface Remote {
  /** `https:`, `http:` or `ssh:`; without credentials. */
  readonly url: URL;
  readonly ref: string;
  /** The only address that may be connected to, or `null` where a proxy resolves the name. */
  readonly address: string | null;
  readonly authorization: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A file of a repository at a ref, that there is none of the names, or why nobody knows. */
export type RemoteFile =
  | { readonly is: 'file'; readonly name: string; readonly content: Buffer }
  | { readonly is: 'absent' }
  | { readonly is: 'failed'; readonly because: string };

// A server that leaves out no files sends those of the newest commit, which for real repositories is less.
const defaultTether: Tether = { ms: 30_000, bytes: 256 * 1024 ** 2 };

/** Tells why a ref or an address is not handed to git; `null` where it is plain. */
export function remoteDefect(url: URL, ref: string): string | null {
  if (!/^(?:https?|ssh):$/.test(url.protocol)) return `"${url.protocol}" is no scheme that git is asked by.`;
  // The name of a host also stands in the command that git runs for SSH.
  if (!/^[0-9A-Za-z._:[\]-]+$/.test(url.hostname)) return 'Its host is none that git is asked for.';
  if (url.password !== '' || [url.hostname, url.username].some((part) => /^(?:-|%2d)/i.test(part)))
    return 'Its address is none that git is asked by.';
  // git-check-ref-format, and nothing that an option or a refspec could begin with.
  const isPlain =
    /^[0-9A-Za-z_][0-9A-Za-z_./+@-]{0,250}$/.test(ref) && !ref.includes('..') && !ref.includes('@{');
  return isPlain ? null : `"${ref}" is no ref that git is asked for.`;
}

/**
 * Fetches one file of a remote repository: the newest commit of the ref without its files, then the file that is
 * chosen from the names of its tree. Git reads no configuration but this, runs no hook, asks nobody, and connects to the address
 * that was checked.
 */
export async function fetchRemoteFile(
  remote: Remote,
  choose: (names: readonly string[]) => string | undefined,
  tether = defaultTether,
): Promise<RemoteFile> {
  const directory = await mkdtemp(join(tmpdir(), 'fineprint-git-'));
  const git = (...args: readonly string[]) =>
    runGit(args, directory, environmentFor(remote, directory), tether);
  try {
    await git('init', '--quiet', '--bare', '--template=', '.');
    await git('fetch', '--quiet', '--depth=1', '--no-tags', '--filter=blob:none', 'origin', remote.ref);
    const name = choose(regularFiles((await git('ls-tree', '-z', 'FETCH_HEAD')).toString('utf8')));
    if (name === undefined) return { is: 'absent' };
    return { is: 'file', name, content: await git('cat-file', 'blob', `FETCH_HEAD:${name}`) };
  } catch (cause) {
    const because = explainGit(cause);
    const isTold = remote.authorization !== null && isEcho(remote.authorization, [because]);
    return {
      is: 'failed',
      because: isTold ? 'It answered with the credentials that it was asked with.' : because,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** `<mode> blob <object>\t<name>`; what is a directory, a link or a submodule holds no text of its own. */
function regularFiles(listed: string): readonly string[] {
  return listed
    .split('\0')
    .flatMap((line) => /^100\d{3} blob [0-9a-f]+\t(?<name>.+)$/s.exec(line)?.groups?.name ?? []);
}

/** The whole environment that git is run in for a remote: none of the user's settings, and one address to connect to. */
export function environmentFor(remote: Remote, home: string): Record<string, string> {
  const { url, address, env } = remote;
  const settings = settingsFor(remote);
  const kept = ['PATH', 'SSH_AUTH_SOCK', 'GIT_SSL_CAINFO'];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_ALLOW_PROTOCOL: url.protocol.slice(0, -1),
    GIT_SSH_COMMAND: sshCommand(env.GIT_SSH_COMMAND || 'ssh', url, address),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** Settings are handed over in the environment: an argument is there for everybody to see. */
function settingsFor({
  url,
  address,
  authorization,
  env,
}: Remote): readonly (readonly [key: string, value: string])[] {
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  const proxy = url.protocol === 'http:' ? env.HTTP_PROXY : env.HTTPS_PROXY;
  return [
    ['remote.origin.url', url.href],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialCloneFilter', 'blob:none'],
    ['http.followRedirects', 'false'],
    ['credential.helper', ''],
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
    // An address that was checked is connected to without a proxy, which would resolve the name once more.
    ['http.proxy', address === null ? (proxy ?? '') : ''],
    ...(address === null ? [] : [['http.curloptResolve', `${url.hostname}:${port}:${address}`] as const]),
    ...(authorization === null ? [] : [['http.extraHeader', `Authorization: ${authorization}`] as const]),
  ];
}

/**
 * Keys and known hosts are the user's, who knows a host by its name; where it connects is not for a name server to say
 * once more.
 */
function sshCommand(own: string, { hostname, port }: URL, address: string | null): string {
  const known = port === '' || port === '22' ? hostname : `[${hostname}]:${port}`;
  const checked = address === null ? '' : ` -o HostName=${address} -o 'HostKeyAlias=${known}'`;
  return `${own} -o BatchMode=yes -o ForwardAgent=no -o ClearAllForwardings=yes -o PermitLocalCommand=no${checked}`;
}
