import { setTimeout as delay } from 'node:timers/promises';
import { elementAt, parseXml, xmlText } from '@fineprint/core';
import { AwsV4Signer } from 'aws4fetch';
import { type Blob, BlobError } from './blob-store.ts';
import type { Bucket } from './bucket.ts';

/** A request to an S3-compatible store. */
export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Of one blob; empty for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What is put: its bytes, which may be asked for again, and what they are. */
  readonly body?: { readonly is: Blob; read(): AsyncIterable<Uint8Array> };
}

const timeLimitMs = 60_000;
// All attempts together end within the minute for which PostgreSQL lets the transaction wait that removes a document.
const deletingLimitMs = 10_000;
const mostAttempts = 4;
const firstPauseMs = 200;

// SHA-256 of nothing.
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Asks a bucket, signed (AWS Signature Version 4), and again where it answers that it cannot now. The answer is one that says
 * yes, or 404; anything else throws a `BlobError`, which names the store's own code and nothing of what was signed.
 */
export async function askBucket(bucket: Bucket, asked: Asked): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(bucket, asked).catch((cause: Error) => cause);
    const isLast = attempt === mostAttempts;
    if (answer instanceof Error) {
      if (isLast) throw unreachable(bucket, answer);
    } else if (answer.ok || answer.status === 404) return answer;
    else if (isLast || !(answer.status >= 500 || answer.status === 429))
      throw await refusal(bucket, asked, answer);
    else await answer.body?.cancel();
    await delay(firstPauseMs * 2 ** (attempt - 1));
  }
}

async function once(bucket: Bucket, { method, key, query = {}, body }: Asked): Promise<Response> {
  const { accessKeyId, secretAccessKey, sessionToken, region, prefix } = bucket;
  const at = key === '' ? bucket.url : `${bucket.url}/${prefix}${key}`;
  const search = new URLSearchParams(query);
  const signed = await new AwsV4Signer({
    url: search.size === 0 ? at : `${at}?${search}`,
    method,
    headers: { 'x-amz-content-sha256': body?.is.sha256 ?? ofNothing },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === null ? {} : { sessionToken }),
    service: 's3',
    region,
  }).sign();
  // The body is a stream, of which fetch knows no length; S3 takes none without.
  if (body) signed.headers.set('content-length', String(body.is.bytes));
  const init = {
    method,
    headers: signed.headers,
    redirect: 'manual' as const,
    signal: AbortSignal.timeout(method === 'DELETE' ? deletingLimitMs : timeLimitMs),
    ...(body ? { body: streamOf(body.read()), duplex: 'half' } : {}),
  };
  return fetch(signed.url, init);
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream {
  const rest = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (to) => {
      const { done, value } = await rest.next();
      if (done) to.close();
      else to.enqueue(value);
    },
    cancel: async () => {
      await rest.return?.();
    },
  });
}

function unreachable({ name }: Bucket, error: Error): BlobError {
  const { message } = error.cause instanceof Error ? error.cause : error;
  return new BlobError(`${name} cannot be reached: ${message}`, { cause: error });
}

const plainCode = /^[A-Za-z]{1,60}$/;

async function refusal({ name }: Bucket, { method }: Asked, answer: Response): Promise<BlobError> {
  const { root } = parseXml((await answer.text()).slice(0, 10_000));
  const code = xmlText(elementAt(root), 'Code')?.text ?? '';
  const said = plainCode.test(code) ? ` (${code})` : '';
  return new BlobError(`${name} answers ${answer.status}${said} to ${method}.`);
}
