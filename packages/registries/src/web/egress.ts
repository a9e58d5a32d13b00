import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';
import { explainNetwork, type FailedBy, notWithin, PrivateAddressError } from './network-failure.ts';

/** What the user's own settings say about the way out. */
export interface EgressSettings {
  /** `host` or `host:port` of registries that may be asked wherever they lie. */
  readonly hosts: ReadonlySet<string>;
  /** URL of the proxy for a URL, or `null`; where there is one, names are resolved by it. */
  proxyFor(url: URL): string | null;
  /** Certificates (PEM) of private authorities, trusted besides the public ones. */
  readonly authorities: readonly string[];
}

/** An address that passed, `null` where a proxy resolves names; or why none did. */
export type CheckedAddress =
  | { readonly is: 'address'; readonly address: string | null }
  | { readonly is: 'refused'; readonly by: FailedBy; readonly because: string };

/** Which addresses may be connected to for a URL. */
export function mayConnectFor(url: URL, { hosts }: EgressSettings): (address: string) => boolean {
  return hosts.has(url.hostname) || hosts.has(url.host) ? () => true : isPublicAddress;
}

/** The address that a URL is written with, where it is one and may not be connected to; else `null`. */
export function forbiddenLiteral(url: URL, settings: EgressSettings): string | null {
  const literal = literalOf(url);
  return isIP(literal) !== 0 && !mayConnectFor(url, settings)(literal) ? literal : null;
}

function literalOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Resolves a name once, and hands the connection only addresses that passed: a second look-up could say otherwise. */
export function checked(mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, found) => {
      const usable = error ? [] : found.filter(({ address }) => mayConnect(address));
      const [first] = usable;
      if (error) callback(error, []);
      else if (first === undefined) callback(new PrivateAddressError(found[0]?.address ?? ''), []);
      else if (options.all === true) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}

/**
 * The address that another program may connect to for a URL, after the same checks and within some milliseconds. A
 * proxy of HTTP is none of SSH.
 */
export async function addressOf(url: URL, settings: EgressSettings, ms: number): Promise<CheckedAddress> {
  const literal = forbiddenLiteral(url, settings);
  if (literal !== null) return refused(new PrivateAddressError(literal));
  if (url.protocol !== 'ssh:' && settings.proxyFor(url) !== null) return { is: 'address', address: null };
  const mayConnect = mayConnectFor(url, settings);
  return new Promise((resolve) => {
    const late = { is: 'refused', by: 'silence', because: notWithin(ms) } as const;
    const timer = setTimeout(resolve, ms, late);
    resolveName(literalOf(url), { all: true }, (error, found) => {
      clearTimeout(timer);
      const usable = error ? undefined : found.find(({ address }) => mayConnect(address));
      if (error) resolve(refused(error));
      else if (usable) resolve({ is: 'address', address: usable.address });
      else resolve(refused(new PrivateAddressError(found[0]?.address ?? '')));
    });
  });
}

function refused(error: NodeJS.ErrnoException): CheckedAddress {
  return { is: 'refused', ...explainNetwork(error) };
}

const leastFreePort = 1024;

/** Why an address is none of a registry, or `null`. */
export function urlDefect({ protocol, port, username, password }: URL): string | null {
  if (protocol !== 'https:' && protocol !== 'http:') return `"${protocol}" is no scheme that look-ups use.`;
  if (username !== '' || password !== '') return 'An address that holds credentials is not asked.';
  // Other services listen there, and some understand enough of HTTP to do harm.
  if (port !== '' && Number(port) < leastFreePort) return `Port ${port} is none of a registry.`;
  return null;
}
