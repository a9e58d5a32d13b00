import { UsageError } from 'fineprint/program';
import { openMeans } from './open-means.ts';
import { startWorker } from './start-worker.ts';

/** What a worker is told when it starts. */
export interface WorkOptions {
  /** A `postgres://` URL. */
  readonly databaseUrl: string | null;
  /** `s3://bucket/prefix`. */
  readonly blobs: string | null;
  /** The address under which people reach its servers. */
  readonly publicOrigin: string;
  readonly webhookHosts?: readonly string[];
  /** How many of the latest reports of a channel are kept; without, none is deleted here. */
  readonly keptReports?: number;
  failed(cause: unknown): void;
}

/** A worker that runs. */
export interface RunningWorker {
  /** Takes no further task, ends those that run within the wait, and leaves the rest to others. */
  stop(waitMs: number): Promise<void>;
}

/** Starts a process that does the tasks of servers on other machines, and keeps nothing on its own; throws a `UsageError` where it cannot. */
export async function work({
  databaseUrl,
  blobs,
  publicOrigin,
  ...options
}: WorkOptions): Promise<RunningWorker> {
  if (databaseUrl === null || blobs === null)
    throw new UsageError(
      'A worker shares the database and the documents of its servers: DATABASE_URL has to be postgres://…, and FINEPRINT_BLOBS s3://bucket/prefix.',
    );
  const opened = await openMeans({ ...options, data: '', databaseUrl, blobs });
  const means = { ...opened.means, publicOrigin: () => publicOrigin };
  const worker = await startWorker(means, opened.places).catch(async (cause) => {
    await opened.close();
    throw cause;
  });
  return {
    stop: async (waitMs) => {
      opened.beginStop();
      await worker.stop(waitMs);
      await opened.close();
    },
  };
}
