import type { AddressInfo } from 'node:net';
import { UsageError } from 'fineprint/program';
import type { Limits } from './access/limits.ts';
import { buildApp } from './api/app.ts';
import type { Pages } from './pages/page.ts';
import type { ServerMeans } from './server-means.ts';

/** What answers API and pages. */
export interface Api {
  readonly url: string;
  /** Takes no further request, and waits for those that run, at most so many ms. */
  stop(waitMs: number): Promise<void>;
}

/** Where it listens. */
export interface ApiOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly pages?: Pages;
  /** The proxies whose word on who asks is taken: addresses and networks, by commas. */
  readonly trustedProxies?: string;
  readonly limits?: Partial<Limits>;
}

/** Begins to answer; throws a `UsageError` where nothing can listen there. */
export async function startApi(means: ServerMeans, options: ApiOptions): Promise<Api> {
  const { host, port, pages, limits, trustedProxies } = options;
  const app = await buildApp(means, pages, { limits, trustedProxies });
  await app.listen({ host, port }).catch(async (cause: Error) => {
    await app.close();
    throw new UsageError(`Nothing can listen on ${host}:${port}: ${cause.message}.`, { cause });
  });
  return {
    url: urlOf(app.server.address()),
    stop: async (waitMs) => {
      // Whoever sends too slowly is cut off, and sends again.
      const timer = setTimeout(() => app.server.closeAllConnections(), waitMs);
      await app.close();
      clearTimeout(timer);
    },
  };
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
