import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a receiver of a test was sent. */
export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks on loopback, which answers as it is told to; `null` is silence. */
export interface Receiver {
  readonly origin: string;
  readonly host: string;
  readonly received: Received[];
  answers(status: number | null, headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/** Starts a receiver that takes everything. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: { status: number | null; headers: Readonly<Record<string, string>> } = {
    status: 204,
    headers: {},
  };
  const server = createServer(async (request, response) => {
    received.push({ url: request.url ?? '', headers: request.headers, body: await text(request) });
    if (answer.status !== null)
      response.writeHead(answer.status, answer.headers).end('{"secret":"of the receiver"}');
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    origin: `http://${host}`,
    host,
    received,
    answers: (status, headers = {}) => {
      answer = { status, headers };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
