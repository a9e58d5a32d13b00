import type { Clock } from '../clock.ts';
import type { ServerMeans } from '../server-means.ts';
import { type Health, health } from './health.ts';
import type { Metrics } from './metrics.ts';
import { type OpsPort, type OpsServer, opsServer } from './ops-server.ts';
import { requestLog } from './request-log.ts';
import { type Watch, watchedBy } from './watch.ts';

/** What whoever runs the server wants to see of it. */
export interface OpsOptions {
  /** Where health and metrics are answered; nowhere where it is absent. */
  readonly ops?: OpsPort;
  /** The address of a collector of traces (OTLP over HTTP), without `/v1/traces`. */
  readonly traceTo?: string;
  /** Is told each request, in a line of JSON. */
  readonly logRequest?: (line: string) => void;
  failed(cause: unknown): void;
}

/** What is seen of a server, from its first step to its last. */
export interface Operations {
  readonly watch: Watch;
  /** Answers from now on how the server is, which has a long way to go yet; throws a `UsageError` where nothing can listen there. */
  listen(means: Pick<ServerMeans, 'database' | 'blobs'>): Promise<void>;
  /** The server takes requests. */
  begun(means: Pick<ServerMeans, 'database' | 'queue'>): void;
  /** The server ends: from now on it says that nobody is to send it anything more. */
  ending(): void;
  stop(): Promise<void>;
  /** The port that answers how the server is. */
  port(): number | null;
}

/** Begins to watch as was asked for; what nobody wants is not even loaded. */
export async function operations(
  { ops, traceTo, logRequest, failed }: OpsOptions,
  clock: Clock,
): Promise<Operations> {
  const metrics: Metrics | null = ops ? (await import('./metrics.ts')).metrics() : null;
  const all: Watch[] = [];
  if (metrics) all.push(metrics);
  if (traceTo !== undefined) all.push((await import('./tracing.ts')).tracing(traceTo, failed));
  if (logRequest) all.push(requestLog(clock, logRequest));
  const watch = watchedBy(all);
  let state: Health | null = null;
  let server: OpsServer | null = null;
  return {
    watch,
    listen: async (means) => {
      state = health(means);
      if (ops && metrics) server = await opsServer(ops, { health: state, metrics });
    },
    begun: ({ database, queue }) => {
      metrics?.ask({ database, queue });
      state?.begun(queue);
    },
    ending: () => state?.ending(),
    stop: async () => {
      await server?.stop();
      await watch.stop();
    },
    port: () => server?.port ?? null,
  };
}
