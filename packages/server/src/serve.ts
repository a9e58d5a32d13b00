import { join } from 'node:path';
import { UsageError } from 'fineprint/program';
import { linkForAdmin } from './access/admin-link.ts';
import type { Limits } from './access/limits.ts';
import { begin } from './begin.ts';
import { type MeansOptions, type OpenedMeans, openMeans } from './open-means.ts';
import type { Pages } from './pages/page.ts';
import { startApi } from './start-api.ts';
import { startWorker } from './start-worker.ts';

/** What a server is told when it starts. */
export interface ServeOptions extends MeansOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Whether this process does the tasks, too; without, `work` does them elsewhere. */
  readonly worker?: boolean;
  /** Whether it is filled with an invented portfolio before it starts. */
  readonly isDemo?: boolean;
  /** The address under which people reach it; by default the one that it listens on. */
  readonly publicOrigin?: string;
  /** The interface for people. */
  readonly pages?: Pages;
  /** The proxies whose word on who asks is taken: addresses and networks, by commas. */
  readonly trustedProxies?: string;
  readonly limits?: Partial<Limits>;
  /** Whether to make a link that lets an administrator in, though this is not the first start. */
  readonly adminLink?: boolean;
}

/** A server that runs. */
export interface Server {
  readonly url: string;
  /** The code of a link that lets its administrator in, once; of the first start, or where one was asked for. */
  readonly firstCode: string | null;
  /** Takes nothing more, ends what runs within the wait, and leaves the rest to the next start. */
  stop(waitMs: number): Promise<void>;
  /** The port that answers how it is, where one was asked for. */
  readonly opsPort: number | null;
}

/**
 * Starts API and worker in this process; throws a `UsageError` where another server has the folder or the port, and leaves nothing
 * behind then.
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const works = options.worker ?? true;
  if (!works && options.databaseUrl === null)
    throw new UsageError(
      'Tasks on SQLite are done by the server itself: give DATABASE_URL, or leave --no-worker out.',
    );
  const opened = await openMeans(options);
  try {
    return await started(opened, options, works);
  } catch (cause) {
    opened.beginStop();
    await opened.close();
    throw cause;
  }
}

async function started(opened: OpenedMeans, options: ServeOptions, works: boolean): Promise<Server> {
  let origin = options.publicOrigin ?? '';
  const means = { ...opened.means, publicOrigin: () => origin };
  const begun = await begin(means.database, means.clock);
  const firstCode = begun ?? (options.adminLink ? await linkForAdmin(means.database, means.clock) : null);
  if (options.isDemo && begun !== null)
    await (await import('./demo/fill.ts')).fillWithDemo({
      ...means,
      scratch: join(options.data, 'scratch'),
    });
  const worker = works ? await startWorker(means, opened.places) : null;
  const api = await startApi(means, options).catch(async (cause) => {
    await worker?.stop(0);
    throw cause;
  });
  origin ||= api.url;
  opened.ops.begun(means);
  const stop = async (waitMs: number) => {
    const until = Date.now() + waitMs;
    opened.beginStop();
    // Something of the wait is left to the tasks.
    await api.stop(waitMs / 2);
    await worker?.stop(until - Date.now());
    await opened.close();
  };
  return { url: origin, firstCode, stop, opsPort: opened.ops.port() };
}
