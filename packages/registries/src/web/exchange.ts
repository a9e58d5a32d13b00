import { lookup as resolveName } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { isPublicAddress } from './address.ts';

/** One request and what may come back. */
export interface Asking {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The most bytes of a body, decompressed. */
  readonly maxBytes: number;
  /** Milliseconds until a connection stands. */
  readonly connectMs: number;
  /** Milliseconds until the whole answer is here. */
  readonly wholeMs: number;
}

/**
 * What came back: a response of any status, or why there is none. Failures of the `network`, and `silence`, may pass;
 * the others will not.
 */
export type Exchanged =
  | {
      readonly is: 'response';
      readonly status: number;
      readonly headers: ReadonlyMap<string, string>;
      readonly body: Buffer;
    }
  | { readonly is: 'failed'; readonly by: FailedBy; readonly because: string };

/** `network` failures may pass, `silence` may; a host that is `gone` stays so for this run; `guard` and `limit` are ours. */
export type FailedBy = 'network' | 'silence' | 'gone' | 'guard' | 'limit';

/** Sends one request: follows no redirect, keeps no cookie, and connects only to the address that it checked. */
export interface Exchange {
  send(asking: Asking): Promise<Exchanged>;
  /** The address that another program may connect to for a URL, after the same checks. */
  addressOf(url: URL): Promise<CheckedAddress>;
  close(): void;
}

/** An address that passed, `null` where a proxy resolves names; or why none did. */
export type CheckedAddress =
  | { readonly is: 'address'; readonly address: string | null }
  | { readonly is: 'refused'; readonly because: string };

/** What the user's own settings say about the way out. */
export interface EgressSettings {
  /** `host` or `host:port` of registries that may be asked wherever they lie. */
  readonly hosts: ReadonlySet<string>;
  /** URL of the proxy for a URL, or `null`; where there is one, names are resolved by it. */
  proxyFor(url: URL): string | null;
  /** Certificates (PEM) of private authorities, trusted besides the public ones. */
  readonly authorities: readonly string[];
}

/** Opens the way out; nothing else in the program connects to anything. */
export function openExchange(settings: EgressSettings): Exchange {
  const agents = new Map<string, HttpAgent>();
  const agentFor = (url: URL): HttpAgent => {
    const proxy = settings.proxyFor(url);
    const key = `${url.protocol} ${proxy ?? ''}`;
    const agent = agents.get(key) ?? newAgent(url, proxy, settings);
    agents.set(key, agent);
    return agent;
  };
  return {
    send: (asking) => send(asking, agentFor, settings),
    addressOf: (url) => addressOf(url, settings),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function newAgent({ protocol }: URL, proxy: string | null, { authorities }: EgressSettings): HttpAgent {
  const proxyEnv = proxy === null ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  const options = { keepAlive: true, maxSockets: 6, ...(proxy === null ? {} : { proxyEnv }) };
  if (protocol === 'http:') return new HttpAgent(options);
  return new HttpsAgent({ ...options, ...(authorities.length === 0 ? {} : { ca: [...authorities] }) });
}

async function send(
  asking: Asking,
  agentFor: (url: URL) => HttpAgent,
  settings: EgressSettings,
): Promise<Exchanged> {
  const { url } = asking;
  const defect = urlDefect(url);
  if (defect !== null) return { is: 'failed', by: 'guard', because: defect };
  const isProxied = settings.proxyFor(url) !== null;
  const mayConnect = isListed(url, settings) ? () => true : isPublicAddress;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayConnect(literal)) return guarded(literal);
  return new Promise((resolve) =>
    exchange(asking, agentFor(url), isProxied ? undefined : checked(mayConnect), resolve),
  );
}

async function addressOf(url: URL, settings: EgressSettings): Promise<CheckedAddress> {
  if (settings.proxyFor(url) !== null) return { is: 'address', address: null };
  const mayConnect = isListed(url, settings) ? () => true : isPublicAddress;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    resolveName(literal, { all: true }, (error, found) => {
      const usable = error ? undefined : found.find(({ address }) => mayConnect(address));
      if (error) resolve({ is: 'refused', because: explain(error).because });
      else if (usable) resolve({ is: 'address', address: usable.address });
      else
        resolve({
          is: 'refused',
          because: explain(new PrivateAddressError(found[0]?.address ?? '')).because,
        });
    });
  });
}

const leastFreePort = 1024;

function urlDefect({ protocol, port, username, password }: URL): string | null {
  if (protocol !== 'https:' && protocol !== 'http:') return `"${protocol}" is no scheme that look-ups use.`;
  if (username !== '' || password !== '') return 'An address that holds credentials is not asked.';
  // Other services listen there, and some understand enough of HTTP to do harm.
  if (port !== '' && Number(port) < leastFreePort) return `Port ${port} is none of a registry.`;
  return null;
}

function isListed({ hostname, host }: URL, { hosts }: EgressSettings): boolean {
  return hosts.has(hostname) || hosts.has(host);
}

function guarded(address: string): Exchanged {
  const because = `It lies in a private network (${address}); list the host in the settings if it is meant.`;
  return { is: 'failed', by: 'guard', because };
}

class PrivateAddressError extends Error {
  readonly address: string;
  constructor(address: string) {
    super(`${address} is private`);
    this.address = address;
  }
}

/** Resolves a name once, and hands the connection only addresses that passed: a second look-up could say otherwise. */
function checked(mayConnect: (address: string) => boolean): LookupFunction {
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

function exchange(
  { url, headers, maxBytes, connectMs, wholeMs }: Asking,
  agent: HttpAgent,
  lookup: LookupFunction | undefined,
  resolve: (exchanged: Exchanged) => void,
): void {
  const options = {
    agent,
    headers: { ...headers, 'accept-encoding': 'gzip, br' },
    ...(lookup ? { lookup } : {}),
  };
  const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, options);
  const timers: NodeJS.Timeout[] = [];
  const finish = (exchanged: Exchanged) => {
    for (const timer of timers) clearTimeout(timer);
    resolve(exchanged);
    if (exchanged.is === 'failed') request.destroy();
  };
  const failed = (by: FailedBy, because: string) => finish({ is: 'failed', by, because });
  const late = (ms: number) => failed('silence', `It did not answer within ${ms / 1000} seconds.`);
  timers.push(setTimeout(late, wholeMs, wholeMs));
  const connecting = setTimeout(late, connectMs, connectMs);
  timers.push(connecting);
  request.on('socket', (socket) => {
    if (socket.connecting) socket.once('connect', () => clearTimeout(connecting));
    else clearTimeout(connecting);
  });
  request.on('error', (error) => {
    const explained = explain(error);
    failed(explained.by, explained.because);
  });
  request.on('response', (response) => collect(response, maxBytes, finish, failed));
  request.end();
}

function collect(
  response: IncomingMessage,
  maxBytes: number,
  finish: (exchanged: Exchanged) => void,
  failed: (by: FailedBy, because: string) => void,
): void {
  const decoded = decoder(response);
  if (decoded === null) {
    failed(
      'limit',
      `It answered in the encoding ${JSON.stringify(response.headers['content-encoding'])}, which nobody asked for.`,
    );
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  decoded.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) failed('limit', `It answered with more than ${maxBytes} bytes.`);
    else chunks.push(chunk);
  });
  decoded.on('error', (error) => failed('limit', `Its answer cannot be decompressed (${error.message}).`));
  response.on('error', (error) => failed('network', explain(error).because));
  response.on('aborted', () => failed('network', 'It ended the connection in the middle of its answer.'));
  decoded.on('end', () => {
    const headers = new Map<string, string>();
    for (const [name, value] of Object.entries(response.headers))
      if (typeof value === 'string') headers.set(name, value);
    finish({ is: 'response', status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
  });
}

function decoder(response: IncomingMessage): NodeJS.ReadableStream | null {
  switch (response.headers['content-encoding'] ?? 'identity') {
    case 'identity':
    case '':
      return response;
    case 'gzip':
    case 'x-gzip':
      return response.pipe(createGunzip());
    case 'br':
      return response.pipe(createBrotliDecompress());
    default:
      return null;
  }
}

function explain(error: NodeJS.ErrnoException): {
  readonly by: FailedBy;
  readonly because: string;
} {
  if (error instanceof PrivateAddressError) {
    const because = `Its name leads into a private network (${error.address}); list the host in the settings if it is meant.`;
    return { by: 'guard', because };
  }
  const code = error.code ?? error.message;
  const by = silent.has(code) ? 'silence' : gone.has(code) ? 'gone' : 'network';
  return { by, because: explanations.get(code) ?? `The connection failed (${code}).` };
}

const silent: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ETIMEDOUT']);

// No such name, or a certificate that nobody can trust.
const gone: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const explanations: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'Nobody knows its name.'],
  ['EAI_AGAIN', 'Its name could not be looked up.'],
  ['ECONNREFUSED', 'It refused the connection.'],
  ['ECONNRESET', 'It ended the connection.'],
  ['ENETUNREACH', 'The network does not reach it.'],
  ['EHOSTUNREACH', 'The network does not reach it.'],
  ['ETIMEDOUT', 'It did not answer in time.'],
  ['HPE_HEADER_OVERFLOW', 'It answered with more headers than anybody reads.'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Nobody known signed its certificate; name the authority in the settings.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Nobody known signed its certificate; name the authority in the settings.'],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'Nobody known signed its certificate; name the authority in the settings.',
  ],
  ['CERT_HAS_EXPIRED', 'Its certificate has expired.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Its certificate is for another host.'],
]);
