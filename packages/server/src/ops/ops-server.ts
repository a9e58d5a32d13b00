import { createServer, type ServerResponse } from 'node:http';
import { UsageError } from 'fineprint/program';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

/** Where whoever runs the server asks how it is: a port of its own, which nobody else needs to reach. */
export interface OpsPort {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** A port that answers. */
export interface OpsServer {
  readonly port: number;
  stop(): Promise<void>;
}

interface OpsMeans {
  readonly health: Health;
  readonly metrics: Metrics;
}

/** Answers health and metrics; throws a `UsageError` where nothing can listen there. */
export async function opsServer({ host, port }: OpsPort, means: OpsMeans): Promise<OpsServer> {
  const answers = answersOf(means);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, reply) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const answer = answers[path];
    if (!answer || !['GET', 'HEAD'].includes(request.method ?? ''))
      return send(reply, 404, { status: 'unknown' });
    answer(reply).catch((cause: unknown) =>
      send(reply, 500, { status: cause instanceof Error ? cause.message : String(cause) }),
    );
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, host, resolve);
  await promise.catch((cause: Error) => {
    throw new UsageError(`Health and metrics cannot listen on ${host}:${port}: ${cause.message}.`, { cause });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: async () => {
      const { promise: closed, resolve: close } = Promise.withResolvers<void>();
      server.close(() => close());
      server.closeAllConnections();
      await closed;
    },
  };
}

function answersOf({
  health,
  metrics,
}: OpsMeans): Readonly<Record<string, (reply: ServerResponse) => Promise<void>>> {
  return {
    '/health/live': async (reply) => send(reply, 200, { status: 'live' }),
    '/health/started': async (reply) =>
      health.hasBegun() ? send(reply, 200, { status: 'started' }) : send(reply, 503, { status: 'beginning' }),
    '/health/ready': async (reply) => {
      const { isReady, checks } = await health.ready();
      send(reply, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
    },
    '/metrics': async (reply) => {
      const text = await metrics.text();
      reply.writeHead(200, { 'content-type': metrics.contentType }).end(text);
    },
  };
}

function send(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  reply.end(`${JSON.stringify(body)}\n`);
}
