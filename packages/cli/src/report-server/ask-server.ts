import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { getCACertificates } from 'node:tls';
import { printable } from '@fineprint/core';
import * as z from 'zod/mini';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import type { ReportServer } from './report-server.ts';

/** What a server is asked. */
export interface AskedServer<T> {
  readonly method: 'GET' | 'POST';
  /** Below its address. */
  readonly path: string;
  readonly form: z.ZodMiniType<T>;
  readonly body?: string;
  /** Whether it has to know who asks; that is so unless it is told otherwise. */
  readonly isKnown?: boolean;
}

/** A server that gave no answer, or refused; the message says which, and holds no token. */
export class ServerRefusal extends UsageError {
  /** Of its answer; `null` where there was none. */
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

const Problem = z.looseObject({ title: z.string(), detail: z.optional(z.string()) });

/** Asks a report server, and follows no redirect: a token belongs to the server that was named. Throws a `ServerRefusal`. */
export async function askServer<T>(server: ReportServer, asked: AskedServer<T>): Promise<T> {
  const { origin } = server;
  const token = asked.isKnown === false ? null : await server.token();
  const { status, text } = await exchange(server, asked, token).catch((cause: Error) => {
    throw new ServerRefusal(`${origin} cannot be reached: ${cause.message}.`, null, { cause });
  });
  const said = jsonIn(text);
  const isGood = status >= 200 && status < 300;
  const parsed = asked.form.safeParse(said);
  if (isGood && parsed.success) return parsed.data;
  if (isGood || (status >= 300 && status < 400))
    throw new ServerRefusal(`${origin} answers what no report server of Fineprint does.`, status);
  const { success, data } = Problem.safeParse(said);
  const because = success ? `${data.title} ${data.detail ?? ''}`.trimEnd() : text.slice(0, 200);
  throw new ServerRefusal(
    `${origin} refuses it (${status}): ${printable(withoutToken(because, token))}`,
    status,
  );
}

// A server that echoes what it was sent would have it in a log of ours.
function withoutToken(text: string, token: string | null): string {
  return token === null ? text : text.replaceAll(token, '***');
}

/** What a text is as JSON; `undefined` where it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

const answerMs = 60_000;
const mostBytes = 16_000_000;

interface Answer {
  readonly status: number;
  readonly text: string;
}

function exchange<T>(
  { origin, network }: ReportServer,
  { method, path, body }: AskedServer<T>,
  token: string | null,
): Promise<Answer> {
  const url = new URL(path, origin);
  const agent = agentFor(url, network);
  const headers = {
    accept: 'application/json',
    'user-agent': `fineprint/${version}`,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request: ClientRequest = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, {
    agent,
    method,
    headers,
  });
  const timer = setTimeout(
    () => request.destroy(new Error(`it gave no answer within ${answerMs / 1_000} seconds`)),
    answerMs,
  );
  request.on('error', reject);
  request.on('response', (response) => collect(response, resolve, reject));
  request.end(body);
  return promise.finally(() => {
    clearTimeout(timer);
    agent.destroy();
  });
}

function agentFor(url: URL, { egress }: ReportServer['network']): HttpAgent {
  const proxy = egress.proxyFor(url);
  const proxyEnv = proxy === null ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } };
  if (url.protocol === 'http:') return new HttpAgent(proxyEnv);
  const { authorities } = egress;
  const ca = authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] };
  return new HttpsAgent({ ...proxyEnv, ...ca });
}

function collect(
  response: IncomingMessage,
  resolve: (answer: Answer) => void,
  reject: (cause: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > mostBytes) response.destroy(new Error(`its answer has more than ${mostBytes} bytes`));
  });
  response.on('error', reject);
  response.on('end', () =>
    resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
  );
}
