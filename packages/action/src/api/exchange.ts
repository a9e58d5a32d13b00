import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

/** What came back, or what became of the question, as the end of a sentence that begins with the host. */
export type Received =
  | { readonly status: number; readonly headers: IncomingMessage['headers']; readonly text: string }
  | { readonly status: null; readonly because: string; readonly isFinal: boolean };

/** One request. */
export interface Sending {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object | undefined;
  /** Until the whole answer is here. */
  readonly ms: number;
  /** The most bytes of an answer. */
  readonly bytes: number;
}

/** Connections to one host; the proxies are those that the environment names, as for every step of a job. */
export function openAgent({ protocol }: URL, env: Readonly<Record<string, string | undefined>>): HttpAgent {
  const options = { keepAlive: true, proxyEnv: env };
  return protocol === 'http:' ? new HttpAgent(options) : new HttpsAgent(options);
}

/** Sends one request, and follows no redirect. */
export function send(
  agent: HttpAgent,
  { url, method, headers, body, ms, bytes }: Sending,
): Promise<Received> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const described = {
    ...headers,
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve) => {
    const ask = url.protocol === 'http:' ? requestHttp : requestHttps;
    const request = ask(url, { agent, method, headers: described });
    const finish = (received: Received) => {
      clearTimeout(timer);
      resolve(received);
      if (received.status === null) request.destroy();
    };
    const failed = (because: string, isFinal = false) => finish({ status: null, because, isFinal });
    const timer = setTimeout(failed, ms, `did not answer within ${Math.ceil(ms / 1000)} seconds.`, true);
    request.on('error', ({ code, message }: NodeJS.ErrnoException) =>
      failed(`could not be asked (${code ?? message}).`),
    );
    request.on('response', (response) => collect(response, bytes, finish, failed));
    request.end(text);
  });
}

function collect(
  response: IncomingMessage,
  most: number,
  finish: (received: Received) => void,
  failed: (because: string, isFinal?: boolean) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) failed(`answered with more than ${most} bytes.`, true);
    else chunks.push(chunk);
  });
  response.on('error', () => failed('ended the connection in the middle of its answer.'));
  response.on('end', () =>
    finish({
      status: response.statusCode ?? 0,
      headers: response.headers,
      text: Buffer.concat(chunks).toString('utf8'),
    }),
  );
}
