import type { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { printable } from '@fineprint/core';
import { openAgent, type Received, send } from './exchange.ts';

/** What GitHub's API answers; whatever goes wrong is an answer too, in a sentence without the token. */
export type ApiAnswer =
  | { readonly is: 'answer'; readonly body: unknown }
  /** It will not (a status of 4xx); `permission` is what it asks of the token, where it says so. */
  | {
      readonly is: 'refused';
      readonly status: number;
      readonly because: string;
      readonly permission: string | null;
    }
  | { readonly is: 'unanswered'; readonly because: string };

/** One question to the API. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the address of the API; `null` is its other form, GraphQL. */
  readonly path: string | null;
  readonly body?: object | undefined;
}

/** GitHub's REST API with the job's token. */
export interface Api {
  /** The host, for people. */
  readonly host: string;
  ask(asked: Asked): Promise<ApiAnswer>;
  close(): void;
}

/** How long is waited, and how much is read. */
export interface ApiLimits {
  /** Until the whole answer to one question is here. */
  readonly answerMs: number;
  /** All pauses before one question is given up, and the longest that the API may ask for. */
  readonly pausesMs: number;
  /** The pause before a question is put again; the next one is twice as long. */
  readonly pauseMs: number;
  /** All questions of a run together. */
  readonly runMs: number;
  readonly bytes: number;
}

const defaultLimits: ApiLimits = {
  answerMs: 10_000,
  pausesMs: 20_000,
  pauseMs: 1_000,
  runMs: 90_000,
  bytes: 64_000_000,
};
const attempts = 3;
const redirects = 3;

/** Where the API is, and who asks it. */
export interface ApiMeans {
  readonly url: URL;
  /** Where GraphQL is asked: on the same host, or it is not. */
  readonly graphql: URL;
  readonly token: string | null;
  readonly userAgent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limits?: Partial<ApiLimits>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Opens the API; it asks nothing by itself. After a question that nobody answered none is put any more. */
export function openApi(means: ApiMeans): Api {
  const limits = { ...defaultLimits, ...means.limits };
  const agent = openAgent(means.url, means.env);
  const asking: Asking = { ...means, limits, agent, until: Number.POSITIVE_INFINITY };
  let down: ApiAnswer | null = null;
  return {
    host: means.url.host,
    async ask(asked) {
      // The clock starts with the first question.
      asking.until = Math.min(asking.until, asking.now() + limits.runMs);
      if (down) return down;
      const answer = await withPatience(asking, asked);
      if (answer.is === 'unanswered') down = answer;
      return answer;
    },
    close: () => agent.destroy(),
  };
}

interface Asking extends ApiMeans {
  readonly limits: ApiLimits;
  readonly agent: Agent;
  until: number;
}

/** Asks, and again where that may help: what is written could be written twice, so that is put again only if it was turned away. */
async function withPatience(asking: Asking, asked: Asked): Promise<ApiAnswer> {
  const { limits, url } = asking;
  let paused = 0;
  for (let time = 1; ; time += 1) {
    const left = asking.until - asking.now();
    if (left <= 0) return unanswered(asking, `took more than ${limits.runMs / 1000} seconds in all.`);
    const received = await following(asking, asked, Math.min(left, limits.answerMs));
    const pause = pauseAfter(received, asked, time, asking);
    if (pause === null) return answerOf(received, asking, asked);
    paused += pause;
    if (time >= attempts || paused > Math.min(limits.pausesMs, asking.until - asking.now()))
      return unanswered(asking, saying(received, url, pause));
    await delay(pause);
  }
}

/** Milliseconds until the question may be put again; `null` where what was received is the answer. */
function pauseAfter(
  received: Received,
  { method }: Asked,
  time: number,
  { limits, now }: Asking,
): number | null {
  const own = limits.pauseMs * 2 ** (time - 1);
  if (received.status === null) return method === 'GET' && !received.isFinal ? own : null;
  const { status, headers } = received;
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
  const isLimited =
    status === 429 ||
    (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'));
  if (isLimited) return askedPause(headers, now()) ?? own;
  return status >= 500 && method === 'GET' ? own : null;
}

type Headers = (Received & { readonly status: number })['headers'];

function askedPause(headers: Headers, nowMs: number): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)
    ? Math.max(0, reset * 1000 - nowMs)
    : null;
}

function saying(received: Received, url: URL, pauseMs: number): string {
  if (received.status === null) return received.because;
  const { status } = received;
  return status >= 500
    ? `answered with status ${status}.`
    : `answered with status ${status}: ${url.host} is asked too often, and again only in ${Math.ceil(pauseMs / 1000)} seconds.`;
}

/** Follows redirects (a renamed repository has them) as long as they stay where the token belongs. */
async function following(asking: Asking, asked: Asked, ms: number): Promise<Received> {
  const { agent, limits } = asking;
  const base = asking.url.href.replace(/\/*$/, '');
  let url = asked.path === null ? asking.graphql : new URL(base + asked.path);
  if (url.origin !== asking.url.origin) return failed('has its GraphQL on another host.');
  for (let hop = 0; ; hop += 1) {
    const received = await send(agent, {
      ...asked,
      url,
      headers: headersOf(asking),
      ms,
      bytes: limits.bytes,
    });
    if (received.status === null || ![301, 302, 307, 308].includes(received.status)) return received;
    const to = received.headers.location;
    if (to === undefined || !URL.canParse(to, url)) return failed('sent us on, and not whither.');
    url = new URL(to, url);
    if (url.origin !== asking.url.origin)
      return failed('sent us to another host, which does not get the token.');
    if (hop >= redirects) return failed('sent us on again and again.');
  }
}

/** What no second attempt changes. */
function failed(because: string): Received {
  return { status: null, because, isFinal: true };
}

function headersOf({ token, userAgent }: ApiMeans): Readonly<Record<string, string>> {
  return {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': userAgent,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
}

function answerOf(received: Received, asking: Asking, asked: Asked): ApiAnswer {
  if (received.status === null) return unanswered(asking, received.because);
  const { status, headers, text } = received;
  if (status >= 200 && status < 300) {
    try {
      return { is: 'answer', body: text === '' ? null : JSON.parse(text) };
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      return unanswered(asking, 'answered with what is no JSON.');
    }
  }
  if (status < 400 || status >= 500) return unanswered(asking, `answered with status ${status}.`);
  const permission = headers['x-accepted-github-permissions'];
  return {
    is: 'refused',
    status,
    because: withoutToken(
      `${asking.url.host} answered with status ${status} to ${asked.method} ${asked.path?.split('?')[0] ?? 'GraphQL'}${messageIn(text)}.`,
      asking,
    ),
    permission: typeof permission === 'string' ? printable(permission.slice(0, 200)) : null,
  };
}

const messageForm = /"message"\s*:\s*"(?<message>[^"\\]{1,200})/;

/** What the API itself says of it. */
function messageIn(text: string): string {
  const message = messageForm.exec(text.slice(0, 10_000))?.groups?.message;
  return message === undefined ? '' : ` ("${printable(message.replace(/\.$/, ''))}")`;
}

function unanswered(asking: Asking, because: string): ApiAnswer {
  return { is: 'unanswered', because: withoutToken(`${asking.url.host} ${because}`, asking) };
}

function withoutToken(text: string, { token }: Asking): string {
  return token === null ? text : text.replaceAll(token, '***');
}
