import { UsageError } from './usage-error.ts';

/** The proxies of a user, each an address of HTTP, or `null`. */
export interface Proxies {
  readonly https: string | null;
  readonly http: string | null;
  /** The proxy for a URL; `null` where it is asked without one. */
  for(url: URL): string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The settings' proxy stands above the environment's (https://about.gitlab.com/blog/we-need-to-talk-no-proxy). Throws a
 * `UsageError` where one is none that can be asked: going without it would be another way out than the user allows.
 */
export function proxiesOf(
  own: string | undefined,
  ownDirect: readonly string[] | undefined,
  env: Env,
): Proxies {
  const [https, http] = [
    proxyUrl(own ?? env.HTTPS_PROXY ?? env.https_proxy, own === undefined ? 'HTTPS_PROXY' : 'network.proxy'),
    proxyUrl(own ?? env.HTTP_PROXY ?? env.http_proxy, own === undefined ? 'HTTP_PROXY' : 'network.proxy'),
  ];
  const direct = ownDirect ?? (env.NO_PROXY ?? env.no_proxy ?? '').split(',').map((host) => host.trim());
  const isDirect = ({ hostname, host }: URL) =>
    direct.some(
      (one) =>
        one === '*' ||
        one === hostname ||
        one === host ||
        (one !== '' && hostname.endsWith(`.${one.replace(/^\*?\./, '')}`)),
    );
  return { https, http, for: (url) => (isDirect(url) ? null : url.protocol === 'https:' ? https : http) };
}

/** `proxy.example:3128` is an address of HTTP, as for other tools. What is wrong with another is told without it: it may hold a password. */
function proxyUrl(written: string | undefined, whose: string): string | null {
  if (!written) return null;
  const url = written.includes('://') ? written : `http://${written}`;
  if (URL.canParse(url) && /^https?:/i.test(url)) return url;
  throw new UsageError(
    `${whose} names a proxy that is none of HTTP ("http://host:port"), and no other is used.`,
  );
}
