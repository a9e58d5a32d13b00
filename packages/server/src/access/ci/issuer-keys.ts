import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../clock.ts';

const freshMs = 10 * 60_000;
const longestMs = 24 * 3_600_000;
// Whoever shows tokens of unknown keys makes this server ask no more often.
const pauseMs = 30_000;

/** The keys of an issuer cannot be had. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

interface Held {
  readonly find: JWTVerifyGetKey;
  readonly at: number;
}

/** What fetching keys works with. */
export interface KeyMeans {
  readonly clock: Clock;
  /** Is told why keys cannot be fetched. */
  failed(cause: unknown): void;
}

/**
 * Makes what finds the keys of an issuer. They are fetched when they are needed, held for ten minutes, and for a day where they
 * cannot be fetched anew. A token says which of them it means, and nothing about where they are. Throws `KeysUnavailable`.
 */
export function issuerKeys(issuer: string, { clock, failed }: KeyMeans): JWTVerifyGetKey {
  let held: Held | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  const mayAsk = () => asking !== null || clock.now() - askedAt >= pauseMs;
  const ask = async () => {
    askedAt = clock.now();
    try {
      held = { find: createLocalJWKSet(await fetched(issuer)), at: clock.now() };
    } catch (cause) {
      failed(new Error(`The keys of ${issuer} cannot be fetched: ${reasonOf(cause)}`, { cause }));
    } finally {
      asking = null;
    }
  };
  const renewed = () => {
    asking ??= ask();
    return asking;
  };
  const usable = (): Held => {
    if (held === null || clock.now() - held.at > longestMs) throw new KeysUnavailable(issuer);
    return held;
  };
  return async (header, token) => {
    if ((held === null || clock.now() - held.at > freshMs) && mayAsk()) await renewed();
    const first = usable();
    try {
      return await first.find(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw cause;
      await renewed();
      return usable().find(header, token);
    }
  };
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}

const patienceMs = 5_000;
const mostBytes = 262_144;

async function fetched(issuer: string): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(patienceMs);
  const answer = await fetch(`${issuer}/.well-known/jwks`, { redirect: 'error', signal });
  if (!answer.ok || answer.body === null) throw new Error(`the answer is ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`the answer is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
