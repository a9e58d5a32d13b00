import type { AnswerCache, KeptAnswer } from './answer-cache.ts';
import { type Attempting, addressWithin, attempt, refusalOf } from './attempt.ts';
import { openBreaker } from './breaker.ts';
import { withoutEcho } from './echo.ts';
import type { CheckedAddress, EgressSettings } from './egress.ts';
import { type Exchanged, openExchange } from './exchange.ts';
import { openHostLanes } from './lanes.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openNames } from './names.ts';
import { notWithin } from './network-failure.ts';

/** What a look-up gets to know. Whatever goes wrong is an answer too: a registry that is down fails no scan. */
export type WebAnswer =
  | ({ readonly is: 'answer'; readonly staleSince: string | null } & KeptAnswer)
  /** There is no such thing (404, 410). */
  | { readonly is: 'absent'; readonly url: string; readonly status: number }
  /** Nobody without other credentials may know (401, 403); the headers say how to ask. */
  | {
      readonly is: 'forbidden';
      readonly url: string;
      readonly status: number;
      readonly headers: ReadonlyMap<string, string>;
    }
  | { readonly is: 'unanswered'; readonly url: string; readonly because: string };

export interface GetOptions {
  readonly accept?: string;
  /** Sent to the origin of the URL only, never where a redirect leads. */
  readonly authorization?: string;
  /** Who asks, as far as that changes the answer; part of the cache's key. Never a secret itself. */
  readonly identity?: string;
  /** How long an answer holds: what a digest or an exact version names never changes; `never` is not kept at all. */
  readonly fresh?: 'forever' | 'day' | 'never';
  readonly maxBytes?: number;
  /** Which bytes are asked for (`-100`, `0-99`; RFC 9110, 14.2): they come with status 206, or all of them with 200. */
  readonly range?: string;
}

/** The only way out of the machine: guarded, bounded, cached, each thing asked once a run. */
export interface Web {
  get(url: string, options?: GetOptions): Promise<WebAnswer>;
  /** Asks by another way than HTTP, with the same cache and as many at a time; `url` says what is asked for. */
  through(
    url: string,
    options: Pick<GetOptions, 'fresh' | 'identity'>,
    ask: () => Promise<WebAnswer>,
  ): Promise<WebAnswer>;
  addressOf(url: URL): Promise<CheckedAddress>;
  close(): void;
}

/** What a web is opened with. */
export interface WebMeans {
  readonly settings: EgressSettings;
  readonly cache: AnswerCache | null;
  readonly userAgent: string;
  readonly limits?: Partial<Limits>;
  now(): Date;
  /** Between 0 and 1, for the pauses between attempts. */
  random(): number;
}

// One host that is slow leaves lanes to the others.
const lanes = { all: 24, ofHost: 16 };
const dayMs = 24 * 3600 * 1000;

/** Opens the web for one run; it asks nothing by itself. */
export function openWeb(means: WebMeans): Web {
  const run: Run = {
    ...means,
    limits: { ...defaultLimits, ...means.limits },
    exchange: openExchange(means.settings),
    breaker: openBreaker(),
    lane: openHostLanes(lanes.all, lanes.ofHost),
    greetings: new Map(),
    spent: { requests: 0, bytes: 0, hosts: new Map(), since: null },
  };
  const asked = new Map<string, Promise<WebAnswer>>();
  const once = (url: string, options: GetOptions, ask: () => Promise<WebAnswer>) => {
    const { accept = '', identity = '', range } = options;
    const key = JSON.stringify([url, accept, identity, ...(range === undefined ? [] : [range])]);
    const remember = async () => {
      const found = await answer(run, key, options, ask);
      // An archive is for whoever waits for it now; a run that held them all would hold a gigabyte.
      if (found.is === 'answer' && isGzip(found.body)) asked.delete(key);
      return found;
    };
    const known = asked.get(key) ?? remember();
    asked.set(key, known);
    return known;
  };
  return {
    get: (url, options = {}) =>
      once(url, options, async () => withoutEcho(await greeted(run, url, options), options)),
    through: (url, options, ask) =>
      once(url, options, () => run.lane(namedHostOf(url), () => counted(run, url, ask))),
    addressOf: openNames((url) => addressWithin(run, url)),
    close: () => run.exchange.close(),
  };
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

interface Run extends Omit<WebMeans, 'limits'>, Attempting {
  readonly limits: Limits;
  readonly lane: ReturnType<typeof openHostLanes>;
  /** By host, when the first question to it is answered. */
  readonly greetings: Map<string, Promise<unknown>>;
}

async function answer(
  run: Run,
  key: string,
  options: GetOptions,
  ask: () => Promise<WebAnswer>,
): Promise<WebAnswer> {
  const isKept = options.fresh !== 'never';
  const kept = isKept ? (run.cache?.get(key) ?? null) : null;
  if (kept && isFresh(kept, options, run.now())) return answerOf(kept, null);
  const found = await ask();
  if (found.is === 'unanswered' && kept) return answerOf(kept, kept.asked);
  if (isKept && found.is === 'answer') run.cache?.set(key, found);
  if (isKept && found.is === 'absent')
    run.cache?.set(key, {
      ...found,
      headers: new Map(),
      body: Buffer.alloc(0),
      asked: run.now().toISOString(),
    });
  return found;
}

/**
 * The first question to each host is asked at once, and the others wait for what comes of it: many hosts that are down
 * then cost the time of one.
 */
async function greeted(run: Run, url: string, options: GetOptions): Promise<WebAnswer> {
  const host = parsed(url)?.host ?? '';
  const greeting = run.greetings.get(host);
  if (greeting) {
    await greeting;
    return run.lane(host, () => follow(run, url, options));
  }
  const first = follow(run, url, options);
  run.greetings.set(
    host,
    first.then(() => undefined),
  );
  return first;
}

/**
 * What is asked by another way than HTTP has the same budgets, and a host that only lets it wait is left alone as soon; it
 * names its host within a sentence.
 */
async function counted(run: Run, url: string, ask: () => Promise<WebAnswer>): Promise<WebAnswer> {
  const host = namedHostOf(url);
  const refusal = refusalOf(run, host);
  if (refusal !== null) return { is: 'unanswered', url, because: toldOf(host, refusal) };
  const begun = run.now().getTime();
  const answer = await ask();
  const lasted = run.now().getTime() - begun;
  if (answer.is === 'unanswered' && lasted >= run.limits.wholeMs)
    run.breaker.failed(host, { because: notWithin(lasted), is: 'passing' }, run.breaker.silences);
  return answer;
}

/** Whatever is told of a host begins with it; a budget of the run is one problem, however many hosts it leaves out. */
function toldOf(
  host: string,
  { by, because }: Pick<Extract<Exchanged, { is: 'failed' }>, 'by' | 'because'>,
): string {
  return by === 'budget' ? because : `${host}: ${because}`;
}

function namedHostOf(url: string): string {
  return namedHost.exec(url)?.groups?.host ?? url;
}

const namedHost = /:\/\/(?:[^@/\s]*@)?(?<host>[^/\s]+)/;

function isFresh({ asked, status }: KeptAnswer, { fresh = 'day' }: GetOptions, now: Date): boolean {
  // What is not there yet may come, whatever its name promises.
  if (fresh === 'forever' && !isAbsent(status)) return true;
  const age = now.getTime() - Date.parse(asked);
  return age >= 0 && age < dayMs;
}

function answerOf(kept: KeptAnswer, staleSince: string | null): WebAnswer {
  const { url, status } = kept;
  return isAbsent(status) ? { is: 'absent', url, status } : { ...kept, is: 'answer', staleSince };
}

function isAbsent(status: number): boolean {
  return status === 404 || status === 410;
}

/** Asks, and goes where redirects lead; every hop is checked as if it were the first. */
async function follow(run: Run, first: string, options: GetOptions): Promise<WebAnswer> {
  let url = parsed(first);
  if (url === null) return { is: 'unanswered', url: first, because: 'It is no address.' };
  const { origin } = url;
  for (let hop = 0; hop <= run.limits.redirects; hop += 1) {
    const authorization = url.origin === origin ? options.authorization : undefined;
    const exchanged = await attempt(run, url, options, authorization);
    if (exchanged.is === 'failed')
      return { is: 'unanswered', url: first, because: toldOf(url.host, exchanged) };
    const next: Next = outcome(first, url, exchanged, run);
    if (!(next instanceof URL)) return next;
    url = next;
  }
  return {
    is: 'unanswered',
    url: first,
    because: `It leads on to more than ${run.limits.redirects} other addresses.`,
  };
}

type Next = WebAnswer | URL;
type Response = Extract<Exchanged, { readonly is: 'response' }>;

function outcome(first: string, url: URL, { status, headers, body }: Response, { now }: Run): Next {
  if (status >= 200 && status < 300)
    return { is: 'answer', url: first, status, headers, body, asked: now().toISOString(), staleSince: null };
  if (isAbsent(status)) return { is: 'absent', url: first, status };
  if (status === 401 || status === 403) return { is: 'forbidden', url: first, status, headers };
  const location = status >= 300 && status < 400 ? headers.get('location') : undefined;
  const next = location === undefined ? null : parsed(location, url);
  if (next === null)
    return { is: 'unanswered', url: first, because: `${url.host} answered with status ${status}.` };
  if (url.protocol === 'https:' && next.protocol !== 'https:')
    return {
      is: 'unanswered',
      url: first,
      because: `${url.host} leads on to an address without encryption.`,
    };
  return next;
}

function parsed(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
}
