import { setTimeout as delay } from 'node:timers/promises';
import type { Breaker, HostFailure } from './breaker.ts';
import type { CheckedAddress } from './egress.ts';
import type { Exchange, Exchanged } from './exchange.ts';
import { type Limits, type Refusal, type Spent, spend } from './limits.ts';
import type { GetOptions } from './web.ts';

/** What one attempt to ask works with, and counts against. */
export interface Attempting {
  readonly userAgent: string;
  readonly limits: Limits;
  readonly exchange: Exchange;
  readonly breaker: Breaker;
  readonly spent: Spent;
  now(): Date;
  random(): number;
}

/** Why a host is not asked: it is left alone, or a budget is used up. `null` counts one request to it. */
export function refusalOf({ breaker, spent, limits, now }: Attempting, host: string): Refusal | null {
  const because = breaker.refusal(host);
  return because === null ? spend(spent, limits, host, now()) : { by: 'limit', because };
}

/** One hop, again where trying again may help. */
export async function attempt(
  run: Attempting,
  url: URL,
  { accept, maxBytes, range }: GetOptions,
  authorization: string | undefined,
): Promise<Exchanged> {
  const { limits, breaker, spent } = run;
  const headers = {
    'user-agent': run.userAgent,
    accept: accept ?? '*/*',
    ...(authorization === undefined ? {} : { authorization }),
    // A part of compressed bytes could not be decompressed.
    ...(range === undefined ? {} : { range: `bytes=${range}`, 'accept-encoding': 'identity' }),
  };
  for (let time = 1; ; time += 1) {
    const refusal = refusalOf(run, url.host);
    if (refusal !== null) return { is: 'failed', ...refusal };
    const { silences } = breaker;
    const exchanged = await run.exchange.send({
      url,
      headers,
      maxBytes: Math.min(maxBytes ?? limits.bytesOfAnswer, limits.bytes - spent.bytes),
      connectMs: patience(run),
      wholeMs: limits.wholeMs,
      // What is too long or breaks off has been sent all the same.
      received: (bytes) => {
        spent.bytes += bytes;
      },
    });
    if (exchanged.is === 'response') breaker.heard();
    const failure = failureOf(exchanged);
    if (failure === null) {
      if (exchanged.is === 'response') breaker.succeeded(url.host);
      return exchanged;
    }
    breaker.failed(url.host, failure, silences);
    if (time >= limits.attempts || !breaker.isAlive || failure.is === 'gone')
      return { is: 'failed', by: 'network', because: failure.because };
    await delay(pause(exchanged, time, run));
  }
}

/** The address that another program may connect to; a name that nobody answers is waited for as a connection is. */
export async function addressWithin(run: Attempting, url: URL): Promise<CheckedAddress> {
  const { breaker } = run;
  const refusal = breaker.refusal(url.host);
  if (refusal !== null) return { is: 'refused', by: 'limit', because: refusal };
  const { silences } = breaker;
  const checked = await run.exchange.addressOf(url, patience(run));
  if (checked.is === 'refused' && checked.by === 'silence')
    breaker.failed(url.host, { because: checked.because, is: 'silent' }, silences);
  return checked;
}

/**
 * Milliseconds until a connection must stand. While nothing has answered, each wait in vain leaves a quarter of itself to
 * hosts that are asked after it: all of them together cost little more than the first.
 */
function patience({ breaker, limits }: Attempting): number {
  return breaker.isAlive ? limits.connectMs : limits.firstConnectMs / 4 ** breaker.silences;
}

/** Why trying again may help, or `null`. */
function failureOf(exchanged: Exchanged): HostFailure | null {
  if (exchanged.is === 'failed') {
    const { by, because } = exchanged;
    if (by === 'guard' || by === 'limit') return null;
    // A host in a private network stays there: its other components are not even asked about.
    const isFinal = by === 'gone' || by === 'private';
    return { because, is: by === 'silence' ? 'silent' : isFinal ? 'gone' : 'passing' };
  }
  const { status } = exchanged;
  const because = `It answered with status ${status}.`;
  return status === 429 || status >= 500 ? { because, is: 'passing' } : null;
}

const longestPauseMs = 5_000;

function pause(exchanged: Exchanged, time: number, { limits, random }: Attempting): number {
  const asked =
    exchanged.is === 'response' ? Number(exchanged.headers.get('retry-after')) * 1000 : Number.NaN;
  const own = limits.pauseMs * 2 ** (time - 1) * (0.5 + random());
  return Math.min(longestPauseMs, Number.isFinite(asked) && asked > 0 ? asked : own);
}
