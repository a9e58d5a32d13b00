import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnswerCache, KeptAnswer } from '../web/answer-cache.ts';
import type { EgressSettings } from '../web/egress.ts';
import { openWeb, type Web, type WebMeans } from '../web/web.ts';

/** What a server of a test answers, by the path and query of the request. */
export type Routes = Readonly<Record<string, Answering | string | object>>;
export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback, with the requests that it got. */
export interface Loopback {
  readonly origin: string;
  /** `host:port`. */
  readonly host: string;
  readonly requests: readonly { readonly url: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/**
 * Starts a server that answers a path with a text, with JSON, or as a function does; everything else is 404. Routes that
 * name the server itself are made from its origin.
 */
export async function startLoopback(given: Routes | ((origin: string) => Routes)): Promise<Loopback> {
  let routes: Routes = {};
  const requests: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const route = routes[request.url ?? ''];
    if (typeof route === 'function') route(request, response);
    else if (route === undefined) response.writeHead(404).end('There is no such thing.');
    else if (typeof route === 'string') response.writeHead(200, { 'content-type': 'text/plain' }).end(route);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(route));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  routes = typeof given === 'function' ? given(origin) : given;
  return {
    origin,
    host,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A web that may ask the given hosts, with a clock and chance of its own and no pause between attempts. */
export function webTo(hosts: readonly string[], means: Partial<WebMeans> = {}): Web {
  const settings: EgressSettings = { hosts: new Set(hosts), proxyFor: () => null, authorities: [] };
  return openWeb({
    settings,
    cache: null,
    userAgent: 'fineprint/test',
    now: () => new Date('2026-01-02T03:04:05Z'),
    random: () => 0.5,
    ...means,
    limits: { pauseMs: 0, ...means.limits },
  });
}

/** A cache in memory. */
export function memoryCache(): AnswerCache & { readonly kept: Map<string, KeptAnswer> } {
  const kept = new Map<string, KeptAnswer>();
  return { kept, get: (key) => kept.get(key) ?? null, set: (key, answer) => kept.set(key, answer) };
}

/** Answers with the part of some bytes that is asked for (RFC 9110, 14.2), or with all of them. */
export function partsOf(bytes: Buffer): Answering {
  return ({ headers }, response) => {
    const { first, last } = /^bytes=(?<first>\d*)-(?<last>\d*)$/.exec(headers.range ?? '')?.groups ?? {};
    if (first === undefined || last === undefined) {
      response.end(bytes);
      return;
    }
    const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
    const part = bytes.subarray(start, first === '' || last === '' ? bytes.length : Number(last) + 1);
    const said = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
    response.writeHead(206, { 'content-range': said }).end(part);
  };
}
