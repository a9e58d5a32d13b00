import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { getCACertificates } from 'node:tls';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import {
  addressOf,
  type CheckedAddress,
  checked,
  type EgressSettings,
  forbiddenLiteral,
  mayConnectFor,
  urlDefect,
} from './egress.ts';
import { explainNetwork, type FailedBy, notWithin } from './network-failure.ts';

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
  /** Told how many bytes of a body came, decompressed, whatever becomes of them. */
  received(bytes: number): void;
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

/** Sends one request: follows no redirect, keeps no cookie, and connects only to the address that it checked. */
export interface Exchange {
  send(asking: Asking): Promise<Exchanged>;
  /** The address that another program may connect to for a URL, after the same checks, within some milliseconds. */
  addressOf(url: URL, ms: number): Promise<CheckedAddress>;
  close(): void;
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
    addressOf: (url, ms) => addressOf(url, settings, ms),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function newAgent({ protocol }: URL, proxy: string | null, { authorities }: EgressSettings): HttpAgent {
  const proxyEnv = proxy === null ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  const options = { keepAlive: true, ...(proxy === null ? {} : { proxyEnv }) };
  if (protocol === 'http:') return new HttpAgent(options);
  return new HttpsAgent({
    ...options,
    ...(authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] }),
  });
}

async function send(
  asking: Asking,
  agentFor: (url: URL) => HttpAgent,
  settings: EgressSettings,
): Promise<Exchanged> {
  const { url } = asking;
  const defect = urlDefect(url);
  if (defect !== null) return { is: 'failed', by: 'guard', because: defect };
  // A registry says with which token it is to be asked; not all that it says can stand in a header.
  if (Object.values(asking.headers).some((value) => noHeader.test(value)))
    return { is: 'failed', by: 'guard', because: 'It is to be asked with what no header can hold.' };
  const isProxied = settings.proxyFor(url) !== null;
  const literal = forbiddenLiteral(url, settings);
  if (literal !== null) {
    const because = `It lies in a private network (${literal}); list the host in the settings if it is meant.`;
    return { is: 'failed', by: 'private', because };
  }
  const mayConnect = mayConnectFor(url, settings);
  return new Promise((resolve) =>
    exchange(asking, agentFor(url), isProxied ? undefined : checked(mayConnect), resolve),
  );
}

const noHeader = /[^\t\x20-\x7e\x80-\xff]/;

function exchange(
  { url, headers, maxBytes, connectMs, wholeMs, received }: Asking,
  agent: HttpAgent,
  lookup: LookupFunction | undefined,
  resolve: (exchanged: Exchanged) => void,
): void {
  const options = {
    agent,
    headers: { 'accept-encoding': 'gzip, br', ...headers },
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
  const late = (ms: number) => failed('silence', notWithin(ms));
  timers.push(setTimeout(late, wholeMs, wholeMs));
  const connecting = setTimeout(late, connectMs, connectMs);
  timers.push(connecting);
  request.on('socket', (socket) => {
    if (socket.connecting) socket.once('connect', () => clearTimeout(connecting));
    else clearTimeout(connecting);
  });
  request.on('error', (error) => {
    const explained = explainNetwork(error);
    failed(explained.by, explained.because);
  });
  request.on('response', (response) => collect(response, { maxBytes, received }, finish, failed));
  request.end();
}

function collect(
  response: IncomingMessage,
  { maxBytes, received }: Pick<Asking, 'maxBytes' | 'received'>,
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
    received(chunk.length);
    if (length > maxBytes) failed('limit', `It answered with more than ${maxBytes} bytes.`);
    else chunks.push(chunk);
  });
  decoded.on('error', (error) => failed('limit', `Its answer cannot be decompressed (${error.message}).`));
  response.on('error', (error) => failed('network', explainNetwork(error).because));
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
